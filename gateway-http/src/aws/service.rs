//! What is known of each service.

/// A service of AWS that an [`AwsClient`](super::AwsClient) can speak to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AwsService {
    /// `CloudWatch`, the metrics: [API](https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/).
    CloudWatch,
    /// `DynamoDB`: [API](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/).
    DynamoDb,
    /// Lambda: [API](https://docs.aws.amazon.com/lambda/latest/api/).
    Lambda,
    /// Systems Manager: [API](https://docs.aws.amazon.com/systems-manager/latest/APIReference/).
    Ssm,
}

impl AwsService {
    /// The name that requests are signed for, which is also how the endpoint's name begins.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::CloudWatch => "monitoring",
            Self::DynamoDb => "dynamodb",
            Self::Lambda => "lambda",
            Self::Ssm => "ssm",
        }
    }

    /// The environment variable that names [another endpoint] for this service alone.
    ///
    /// [another endpoint]: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
    pub(super) fn endpoint_variable(self) -> &'static str {
        match self {
            Self::CloudWatch => "AWS_ENDPOINT_URL_CLOUDWATCH",
            Self::DynamoDb => "AWS_ENDPOINT_URL_DYNAMODB",
            Self::Lambda => "AWS_ENDPOINT_URL_LAMBDA",
            Self::Ssm => "AWS_ENDPOINT_URL_SSM",
        }
    }

    /// What stands before the operation in the header `x-amz-target`, and the media type, where the protocol is AWS's JSON.
    pub(super) fn json(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::CloudWatch => Some(("GraniteServiceVersion20100801", "application/x-amz-json-1.0")),
            Self::DynamoDb => Some(("DynamoDB_20120810", "application/x-amz-json-1.0")),
            Self::Lambda => None,
            Self::Ssm => Some(("AmazonSSM", "application/x-amz-json-1.1")),
        }
    }
}
