//! Who sent an event.
//!
//! An event carries no type: Lambda hands over whatever JSON the sending service makes. [`recognise`] tells the
//! [`Source`] from the members that each service's events have and no other's do, in one pass that builds nothing and
//! ends where the answer is known. [`payload`] takes out of an event what its operation is called with.
//!
//! So whoever decides the outermost members of an event decides its source. AWS does, but for a direct invocation, which
//! needs the permission to invoke, and where a configuration passes foreign JSON on as it is: a rule of AWS IoT with
//! `SELECT *`, a rule or a pipe of EventBridge with an input path or an input transformer. A function that also answers
//! direct invocations should be sent such JSON inside of a member.
//!
//! ```
//! use gateway_lambda::source::{Source, recognise};
//!
//! let event = br#"{"Records": [{"messageId": "1", "eventSource": "aws:sqs", "body": "{}"}]}"#;
//! assert_eq!(recognise(event).unwrap(), Source::Sqs);
//! ```

#![expect(clippy::doc_markdown, reason = "the names of services are no code")]

mod correlation;
mod direct;
mod directive;
mod logs;
mod payload;
mod recognise;
mod scan;
mod unrecognised;

use std::error::Error;
use std::fmt;
use std::str::FromStr;

pub(crate) use correlation::correlation_id;
pub use direct::Direct;
pub(crate) use directive::directive_names;
pub(crate) use payload::Reason;
pub use payload::{Undecodable, payload};
pub use recognise::recognise;
pub use unrecognised::Unrecognised;

macro_rules! sources {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What sends events to a function.
        ///
        /// The name is that of [`as_str`](Self::as_str), also in [`Display`](fmt::Display) and [`FromStr`].
        ///
        /// ```
        /// use gateway_lambda::source::Source;
        ///
        /// assert_eq!(Source::HttpApi.as_str(), "http_api");
        /// assert_eq!("http_api".parse(), Ok(Source::HttpApi));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Source {
            $($(#[$doc])* $variant,)*
        }

        impl Source {
            /// Every source.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in `snake_case`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

sources! {
    /// API Gateway, a REST API, or an HTTP API with payload format 1.0:
    /// [proxy integration](https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html).
    ApiGatewayRest = "api_gateway_rest",
    /// API Gateway, an HTTP API with
    /// [payload format 2.0](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
    HttpApi = "http_api",
    /// API Gateway, a [WebSocket API](https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html).
    WebSocket = "websocket",
    /// An [Application Load Balancer](https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html).
    Alb = "alb",
    /// A [function URL](https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html).
    FunctionUrl = "function_url",
    /// [VPC Lattice](https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html), event version 1 or 2.
    VpcLattice = "vpc_lattice",
    /// A [Lambda authorizer](https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html)
    /// of API Gateway, of any kind of API.
    ApiGatewayAuthorizer = "api_gateway_authorizer",
    /// A [direct resolver](https://docs.aws.amazon.com/appsync/latest/devguide/direct-lambda-reference.html) of AppSync.
    AppSync = "appsync",
    /// A [Lambda authorizer](https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html) of AppSync.
    AppSyncAuthorizer = "appsync_authorizer",
    /// Messages of an [SQS queue](https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html).
    Sqs = "sqs",
    /// A message of an [SNS topic](https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html).
    Sns = "sns",
    /// A change in an [S3 bucket](https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html).
    S3 = "s3",
    /// A task of an [S3 batch operation](https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html).
    S3Batch = "s3_batch",
    /// [S3 Object Lambda](https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-event-context.html).
    S3ObjectLambda = "s3_object_lambda",
    /// Records of a [Kinesis stream](https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html).
    Kinesis = "kinesis",
    /// Records for a [Firehose](https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html) to transform.
    Firehose = "firehose",
    /// Changes in a [DynamoDB table](https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html).
    DynamoDb = "dynamodb",
    /// Changes in a [DocumentDB](https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html) cluster.
    DocumentDb = "documentdb",
    /// Records of [Kafka](https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html), managed or not.
    Kafka = "kafka",
    /// Messages of Amazon MQ for [ActiveMQ](https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html).
    ActiveMq = "activemq",
    /// Messages of Amazon MQ for [RabbitMQ](https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html).
    RabbitMq = "rabbitmq",
    /// An [EventBridge event](https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html), of AWS
    /// or of one's own.
    EventBridge = "eventbridge",
    /// A [schedule](https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html) of EventBridge whose
    /// input is not replaced by one's own.
    Schedule = "schedule",
    /// A [CloudTrail record](https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference.html),
    /// as a rule of EventBridge sends it whose input path is `$.detail`.
    CloudTrail = "cloudtrail",
    /// Log lines that match a [subscription filter](https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html).
    CloudWatchLogs = "cloudwatch_logs",
    /// An action of a [CloudWatch alarm](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html).
    CloudWatchAlarm = "cloudwatch_alarm",
    /// A trigger of a [Cognito user pool](https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html).
    Cognito = "cognito",
    /// [Cognito Sync](https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-events.html).
    CognitoSync = "cognito_sync",
    /// AWS IoT: a [lifecycle event](https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html), or a
    /// rule. A rule's SQL decides the event's shape; it is recognised if it selects
    /// `topic() AS topic, timestamp() AS timestamp`.
    Iot = "iot",
    /// A [custom authorizer](https://docs.aws.amazon.com/iot/latest/developerguide/custom-authorizer.html) of AWS IoT.
    IotAuthorizer = "iot_authorizer",
    /// A click of an IoT button.
    IotButton = "iot_button",
    /// A click of a device of [IoT 1-Click](https://docs.aws.amazon.com/iot-1-click/latest/developerguide/1click-programming.html).
    IotOneClick = "iot_1_click",
    /// A mail that [SES](https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html) received.
    Ses = "ses",
    /// A directive of an [Alexa smart home](https://developer.amazon.com/docs/alexa/device-apis/message-guide.html) skill.
    AlexaSmartHome = "alexa_smart_home",
    /// A request of a [custom Alexa skill](https://developer.amazon.com/docs/alexa/custom-skills/request-and-response-json-reference.html).
    AlexaSkill = "alexa_skill",
    /// [Lex](https://docs.aws.amazon.com/lexv2/latest/dg/lambda-input-format.html), version 1 or 2.
    Lex = "lex",
    /// A contact flow of [Connect](https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html).
    Connect = "connect",
    /// An action group of a [Bedrock agent](https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html).
    BedrockAgent = "bedrock_agent",
    /// A [connection](https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/connection-authorization.html) to a Client VPN.
    ClientVpn = "client_vpn",
    /// A [custom resource](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html) of
    /// CloudFormation.
    CloudFormation = "cloudformation",
    /// A trigger of a [CodeCommit](https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-notify-lambda.html)
    /// repository.
    CodeCommit = "codecommit",
    /// A [lifecycle hook](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html)
    /// of CodeDeploy.
    CodeDeploy = "codedeploy",
    /// A [job](https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-invoke-lambda-function.html) of CodePipeline.
    CodePipeline = "codepipeline",
    /// A [custom rule](https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html)
    /// of AWS Config.
    Config = "config",
    /// A [rotation](https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html) of a secret.
    SecretsManager = "secretsmanager",
    /// An invocation that names an operation: `{"interface": "cache", "operation": "get", "params": {"key": "k"}}`.
    Direct = "direct",
}

impl Source {
    /// Whether events are HTTP requests, and answers HTTP responses.
    ///
    /// A [WebSocket](Self::WebSocket) message counts: it is answered in the same shape.
    pub const fn is_http(self) -> bool {
        matches!(
            self,
            Self::ApiGatewayRest | Self::HttpApi | Self::WebSocket | Self::Alb | Self::FunctionUrl | Self::VpcLattice
        )
    }

    /// Whether who sent an event waits for the answer: an error is then an answer, and brings nothing back.
    ///
    /// A [direct](Self::Direct) invocation counts, though it may be asynchronous as well: it says nothing of that. A
    /// [Firehose](Self::Firehose) does not: it reads the answer, but an error brings its records back.
    pub const fn is_waited_for(self) -> bool {
        self.is_http()
            || matches!(
                self,
                Self::ApiGatewayAuthorizer
                    | Self::AppSync
                    | Self::AppSyncAuthorizer
                    | Self::S3Batch
                    | Self::S3ObjectLambda
                    | Self::Cognito
                    | Self::CognitoSync
                    | Self::IotAuthorizer
                    | Self::AlexaSmartHome
                    | Self::AlexaSkill
                    | Self::Lex
                    | Self::Connect
                    | Self::BedrockAgent
                    | Self::ClientVpn
                    | Self::Direct
            )
    }

    /// Whether an event holds several records, each one's own work.
    pub const fn is_batch(self) -> bool {
        matches!(
            self,
            Self::Sqs
                | Self::Sns
                | Self::S3
                | Self::Kinesis
                | Self::DynamoDb
                | Self::DocumentDb
                | Self::Kafka
                | Self::ActiveMq
                | Self::RabbitMq
                | Self::Ses
                | Self::CodeCommit
        )
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Source {
    type Err = UnknownSource;

    fn from_str(name: &str) -> Result<Self, UnknownSource> {
        Self::ALL.iter().copied().find(|source| source.as_str() == name).ok_or(UnknownSource)
    }
}

/// A name that is no [`Source`]'s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownSource;

impl fmt::Display for UnknownSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no source of events has this name")
    }
}

impl Error for UnknownSource {}
