//! From bytes to a source.

use super::scan::{Scanner, Stop};
use super::{Source, Unrecognised};

/// Tells who sent an event.
///
/// One pass over the bytes, without an allocation, that ends where the answer is known. What stands behind that place
/// is not looked at: an event that is recognised may still fail to decode. Members may come in any order. If an event
/// has what several sources have, as none of AWS does, the one that is complete first wins.
///
/// # Errors
/// If no source sends such an event, or it is not JSON.
///
/// # Examples
///
/// ```
/// use gateway_lambda::source::{Source, recognise};
///
/// assert_eq!(recognise(br#"{"awslogs": {"data": ""}}"#).unwrap(), Source::CloudWatchLogs);
/// let unknown = recognise(br#"{"pin": 1234}"#).unwrap_err();
/// assert_eq!(unknown.to_string(), "the event is of no known source: an object of `pin` (number)");
/// ```
pub fn recognise(event: &[u8]) -> Result<Source, Unrecognised> {
    let mut seen = Seen(0);
    match Scanner::new(event).members(|scan, name| seen.member(scan, name)) {
        Err(Stop::Found(source)) => Ok(source),
        Ok(()) => seen.at_the_end().ok_or_else(|| Unrecognised::describe(event)),
        Err(Stop::Broken) => Err(Unrecognised::describe(event)),
    }
}

/// What tells a source only together with others: a member, or what was found in one.
#[derive(Clone, Copy)]
enum Trait {
    ActionGroup,
    Agent,
    AlexaSystem,
    AppSyncContext,
    Arguments,
    AuthorizationToken,
    AwsService,
    Body,
    Bot,
    ClickType,
    ClientId,
    ClientRequestToken,
    ConfigRuleName,
    ConnectionContext,
    ConnectionId,
    Detail,
    DetailType,
    DeviceEvent,
    DeviceInfo,
    EndpointId,
    EventName,
    EventType,
    HttpContext,
    HttpMethod,
    Info,
    Interface,
    InvocationSource,
    InvokingEvent,
    Job,
    LogicalResourceId,
    MethodArn,
    Operation,
    OtherContext,
    Protocols,
    ProtocolData,
    Request,
    RequestType,
    RouteArn,
    ScheduledType,
    Scheduler,
    SecretId,
    SerialNumber,
    SomeSource,
    Tasks,
    Timestamp,
    Topic,
    TriggerSource,
    Type,
    UrlContext,
    UserPoolId,
}

struct Rule {
    traits: u64,
    source: Source,
}

const fn rule<const N: usize>(traits: [Trait; N], source: Source) -> Rule {
    let (mut bits, mut at) = (0, 0);
    while at < N {
        bits |= 1 << traits[at] as u64;
        at += 1;
    }
    Rule { traits: bits, source }
}

/// What is enough, whatever else the event has.
const RULES: &[Rule] = &[
    // An authorizer's request is a request of the API without a body.
    rule([Trait::HttpContext, Trait::Body], Source::HttpApi),
    rule([Trait::UrlContext, Trait::Body], Source::FunctionUrl),
    rule([Trait::OtherContext, Trait::HttpMethod, Trait::Body], Source::ApiGatewayRest),
    rule([Trait::ConnectionContext, Trait::Body], Source::WebSocket),
    rule([Trait::MethodArn, Trait::Type], Source::ApiGatewayAuthorizer),
    rule([Trait::RouteArn, Trait::Type], Source::ApiGatewayAuthorizer),
    rule([Trait::Interface, Trait::Operation], Source::Direct),
    rule([Trait::DetailType, Trait::Detail], Source::EventBridge),
    rule([Trait::ScheduledType, Trait::Scheduler, Trait::Detail], Source::Schedule),
    rule([Trait::ScheduledType, Trait::SomeSource, Trait::Detail], Source::EventBridge),
    rule([Trait::AlexaSystem, Trait::Request], Source::AlexaSkill),
    rule([Trait::TriggerSource, Trait::UserPoolId], Source::Cognito),
    rule([Trait::Arguments, Trait::Info], Source::AppSync),
    rule([Trait::AppSyncContext, Trait::AuthorizationToken], Source::AppSyncAuthorizer),
    rule([Trait::AwsService, Trait::EventName], Source::CloudTrail),
    rule([Trait::Agent, Trait::ActionGroup], Source::BedrockAgent),
    rule([Trait::ConnectionId, Trait::EndpointId], Source::ClientVpn),
    rule([Trait::RequestType, Trait::LogicalResourceId], Source::CloudFormation),
    rule([Trait::ConfigRuleName, Trait::InvokingEvent], Source::Config),
    rule([Trait::ProtocolData, Trait::Protocols], Source::IotAuthorizer),
    rule([Trait::SerialNumber, Trait::ClickType], Source::IotButton),
    rule([Trait::DeviceEvent, Trait::DeviceInfo], Source::IotOneClick),
    rule([Trait::ClientId, Trait::EventType], Source::Iot),
    rule([Trait::Topic, Trait::Timestamp], Source::Iot),
    rule([Trait::Bot, Trait::InvocationSource], Source::Lex),
    rule([Trait::Job, Trait::Tasks], Source::S3Batch),
    rule([Trait::SecretId, Trait::ClientRequestToken], Source::SecretsManager),
];

/// What is enough if nothing else was: a request without a body, and without the member that says how it is encoded.
const RULES_AT_THE_END: &[Rule] = &[
    rule([Trait::HttpContext], Source::HttpApi),
    rule([Trait::UrlContext], Source::FunctionUrl),
    rule([Trait::OtherContext, Trait::HttpMethod], Source::ApiGatewayRest),
    rule([Trait::ConnectionContext], Source::WebSocket),
    rule([Trait::ScheduledType, Trait::Detail], Source::EventBridge),
];

/// A bit for each [`Trait`] that was found.
struct Seen(u64);

impl Seen {
    #[inline]
    fn member(&mut self, scan: &mut Scanner<'_>, name: &[u8]) -> Result<(), Stop> {
        let found = match name {
            b"Records" => return first_record(*scan),
            b"requestContext" => return self.request_context(scan),
            b"awslogs" => return Err(Stop::Found(Source::CloudWatchLogs)),
            b"alarmData" => return Err(Stop::Found(Source::CloudWatchAlarm)),
            b"CodePipeline.job" => return Err(Stop::Found(Source::CodePipeline)),
            b"datasetRecords" => return Err(Stop::Found(Source::CognitoSync)),
            b"deliveryStreamArn" => return Err(Stop::Found(Source::Firehose)),
            b"LifecycleEventHookExecutionId" => return Err(Stop::Found(Source::CodeDeploy)),
            b"raw_path" => return Err(Stop::Found(Source::VpcLattice)),
            b"xAmzRequestId" => return Err(Stop::Found(Source::S3ObjectLambda)),
            b"directive" => return holds(scan, b"header", Source::AlexaSmartHome),
            b"Details" => return holds(scan, b"ContactData", Source::Connect),
            b"context" => {
                let mut system = false;
                scan.members_if_object(|_, name| {
                    system |= name == b"System";
                    Ok(())
                })?;
                system.then_some(Trait::AlexaSystem)
            }
            b"eventSource" => event_source(scan)?,
            b"eventSourceARN" => return window(scan),
            b"detail-type" => scan.text()?.map(|text| match &*text {
                b"Scheduled Event" => Trait::ScheduledType,
                _ => Trait::DetailType,
            }),
            b"source" => scan.text()?.map(|text| match &*text {
                b"aws.events" | b"aws.scheduler" => Trait::Scheduler,
                _ => Trait::SomeSource,
            }),
            // `cargo lambda watch` writes all that a request may have to do with an authorizer, as null.
            b"methodArn" => scan.text()?.map(|_| Trait::MethodArn),
            b"routeArn" => scan.text()?.map(|_| Trait::RouteArn),
            _ => plain(name),
        };
        match found {
            Some(found) => self.add(found),
            None => Ok(()),
        }
    }

    #[inline]
    fn add(&mut self, found: Trait) -> Result<(), Stop> {
        let bit = 1 << found as u64;
        self.0 |= bit;
        match RULES.iter().find(|rule| rule.traits & bit != 0 && self.has(rule)) {
            Some(rule) => Err(Stop::Found(rule.source)),
            None => Ok(()),
        }
    }

    fn at_the_end(&self) -> Option<Source> {
        RULES_AT_THE_END.iter().find(|rule| self.has(rule)).map(|rule| rule.source)
    }

    fn has(&self, rule: &Rule) -> bool {
        rule.traits & self.0 == rule.traits
    }

    /// Each kind of API has its own context; that of REST APIs has nothing which the others do not have.
    fn request_context(&mut self, scan: &mut Scanner<'_>) -> Result<(), Stop> {
        let (mut http, mut url, mut connection, mut query) = (false, false, false, false);
        let is_object = scan.members_if_object(|scan, name| {
            match name {
                b"elb" => return Err(Stop::Found(Source::Alb)),
                b"serviceArn" | b"serviceNetworkArn" | b"targetGroupArn" => {
                    return Err(Stop::Found(Source::VpcLattice));
                }
                b"http" => http = true,
                b"connectionId" => connection = true,
                b"queryString" => query = true,
                b"domainName" => url |= scan.text()?.is_some_and(|domain| is_function_url(&domain)),
                _ => {}
            }
            Ok(())
        })?;
        self.add(match () {
            () if connection => Trait::ConnectionContext,
            () if url => Trait::UrlContext,
            () if http => Trait::HttpContext,
            () if query => Trait::AppSyncContext,
            () if is_object => Trait::OtherContext,
            () => return Ok(()),
        })
    }
}

/// A member that tells the source if it holds another one.
fn holds(scan: &mut Scanner<'_>, inner: &[u8], source: Source) -> Result<(), Stop> {
    scan.members_if_object(|_, name| if name == inner { Err(Stop::Found(source)) } else { Ok(()) }).map(drop)
}

/// `<id>.lambda-url.<region>.on.aws`
fn is_function_url(domain: &[u8]) -> bool {
    memchr::memchr(b'.', domain).is_some_and(|dot| domain[dot..].starts_with(b".lambda-url."))
}

/// The member that all records have, or the one that only this source's have, whichever comes first. The scanner is a
/// copy: if the record tells nothing, the records are skipped like any other value.
fn first_record(mut scan: Scanner<'_>) -> Result<(), Stop> {
    if !scan.enter_array() {
        return Ok(());
    }
    scan.members_if_object(|scan, name| {
        let source = match name {
            b"eventSource" | b"EventSource" => match scan.text()?.as_deref() {
                Some(b"aws:sqs") => Source::Sqs,
                Some(b"aws:sns") => Source::Sns,
                Some(b"aws:s3") => Source::S3,
                Some(b"aws:kinesis") => Source::Kinesis,
                Some(b"aws:dynamodb") => Source::DynamoDb,
                Some(b"aws:ses") => Source::Ses,
                Some(b"aws:codecommit") => Source::CodeCommit,
                _ => return Ok(()),
            },
            b"receiptHandle" => Source::Sqs,
            b"Sns" => Source::Sns,
            b"s3" => Source::S3,
            b"kinesis" => Source::Kinesis,
            b"dynamodb" => Source::DynamoDb,
            b"ses" => Source::Ses,
            b"codecommit" => Source::CodeCommit,
            _ => return Ok(()),
        };
        Err(Stop::Found(source))
    })
    .map(drop)
}

/// A tumbling window of a stream: its last event has no record that would tell the source.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html>.
fn window(scan: &mut Scanner<'_>) -> Result<(), Stop> {
    let stream = scan.text()?;
    match stream.as_deref().and_then(|arn| arn.split(|byte| *byte == b':').nth(2)) {
        Some(b"kinesis") => Err(Stop::Found(Source::Kinesis)),
        Some(b"dynamodb") => Err(Stop::Found(Source::DynamoDb)),
        _ => Ok(()),
    }
}

/// The source of a batch that has no `Records`, or the service of a CloudTrail record.
fn event_source(scan: &mut Scanner<'_>) -> Result<Option<Trait>, Stop> {
    match scan.text()?.as_deref() {
        Some(b"aws:kafka" | b"SelfManagedKafka") => Err(Stop::Found(Source::Kafka)),
        Some(b"aws:mq") => Err(Stop::Found(Source::ActiveMq)),
        Some(b"aws:rmq") => Err(Stop::Found(Source::RabbitMq)),
        Some(b"aws:docdb") => Err(Stop::Found(Source::DocumentDb)),
        Some(service) if service.ends_with(b".amazonaws.com") => Ok(Some(Trait::AwsService)),
        _ => Ok(None),
    }
}

/// The members whose name alone counts.
fn plain(name: &[u8]) -> Option<Trait> {
    Some(match name {
        b"actionGroup" => Trait::ActionGroup,
        b"agent" => Trait::Agent,
        b"arguments" => Trait::Arguments,
        b"authorizationToken" => Trait::AuthorizationToken,
        b"body" | b"isBase64Encoded" => Trait::Body,
        b"bot" => Trait::Bot,
        b"clickType" => Trait::ClickType,
        b"clientId" => Trait::ClientId,
        b"ClientRequestToken" => Trait::ClientRequestToken,
        b"configRuleName" => Trait::ConfigRuleName,
        b"connection-id" => Trait::ConnectionId,
        b"detail" => Trait::Detail,
        b"deviceEvent" => Trait::DeviceEvent,
        b"deviceInfo" => Trait::DeviceInfo,
        b"endpoint-id" => Trait::EndpointId,
        b"eventName" => Trait::EventName,
        b"eventType" => Trait::EventType,
        b"httpMethod" => Trait::HttpMethod,
        b"info" => Trait::Info,
        b"interface" => Trait::Interface,
        b"invocationSource" => Trait::InvocationSource,
        b"invokingEvent" => Trait::InvokingEvent,
        b"job" => Trait::Job,
        b"LogicalResourceId" => Trait::LogicalResourceId,
        b"operation" => Trait::Operation,
        b"protocolData" => Trait::ProtocolData,
        b"protocols" => Trait::Protocols,
        b"request" => Trait::Request,
        b"RequestType" => Trait::RequestType,
        b"SecretId" => Trait::SecretId,
        b"serialNumber" => Trait::SerialNumber,
        b"tasks" => Trait::Tasks,
        b"timestamp" => Trait::Timestamp,
        b"topic" => Trait::Topic,
        b"triggerSource" => Trait::TriggerSource,
        b"type" => Trait::Type,
        b"userPoolId" => Trait::UserPoolId,
        _ => return None,
    })
}
