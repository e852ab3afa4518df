//! Lambda and `CloudWatch`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::time::Duration;

use gateway_http::aws::{AwsClient, AwsError, AwsRequest};
use gateway_http::{Method, Response};
use serde::{Deserialize, Serialize};

use super::plane::{ControlPlane, Metric};
use crate::protocol::{Epoch, ServiceTime};

/// How long an answer is waited for: an invocation waits meanwhile, and pays for it.
const TIMEOUT: Duration = Duration::from_secs(1);

/// Lambda's and `CloudWatch`'s API.
///
/// No answer is waited for longer than a second.
///
/// It needs the permissions `lambda:PutFunctionConcurrency`, `lambda:GetFunctionConcurrency` and
/// `lambda:DeleteFunctionConcurrency` of its functions, and `cloudwatch:GetMetricStatistics`. It never calls `GetMetricData`,
/// which is charged from the first metric on (<https://aws.amazon.com/cloudwatch/pricing/>).
///
/// ```
/// use gateway_free_tier::control::AwsControl;
/// use gateway_http::Client;
/// use gateway_http::aws::{AwsClient, AwsCredentials, AwsService};
///
/// let client = |service| {
///     let credentials = AwsCredentials::new("AKIDEXAMPLE".into(), "example".into(), None);
///     AwsClient::new(Client::new(), service, "eu-central-1", credentials)
/// };
/// let control = AwsControl::new(client(AwsService::Lambda)?, client(AwsService::CloudWatch)?);
/// # Ok::<(), gateway_http::aws::AwsSettingsError>(())
/// ```
#[derive(Clone, Debug)]
pub struct AwsControl {
    lambda: AwsClient,
    metrics: AwsClient,
    /// The metrics of other regions, in which nothing of this deployment is.
    elsewhere: Vec<AwsClient>,
}

impl AwsControl {
    /// Both services in the region of the functions.
    pub fn new(lambda: AwsClient, metrics: AwsClient) -> Self {
        Self { lambda, metrics, elsewhere: Vec::new() }
    }

    /// Watches the metrics of another region too: what is used there is of the same allowance.
    #[must_use]
    pub fn watch(mut self, metrics: AwsClient) -> Self {
        self.elsewhere.push(metrics);
        self
    }
}

/// Why a service did not do it, or not say.
#[derive(Debug)]
#[non_exhaustive]
pub enum AwsControlError {
    /// There is no answer, or it is a no.
    Aws(AwsError),
    /// The answer is not what the service's documentation says.
    Unreadable {
        /// The operation.
        operation: &'static str,
    },
}

impl From<AwsError> for AwsControlError {
    fn from(error: AwsError) -> Self {
        Self::Aws(error)
    }
}

impl fmt::Display for AwsControlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Aws(error) => error.fmt(f),
            Self::Unreadable { operation } => write!(f, "the answer of {operation} cannot be read"),
        }
    }
}

impl Error for AwsControlError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Aws(error) => error.source(),
            Self::Unreadable { .. } => None,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Concurrency {
    reserved_concurrent_executions: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Dimension<'a> {
    name: &'static str,
    value: &'a str,
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html>; times are seconds.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Statistics<'a> {
    namespace: &'static str,
    metric_name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    dimensions: Option<[Dimension<'a>; 1]>,
    start_time: u64,
    end_time: u64,
    period: u64,
    #[serde(rename = "Statistics")]
    wanted: [&'static str; 1],
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    datapoints: Vec<Datapoint>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Datapoint {
    timestamp: f64,
    sum: f64,
}

impl ControlPlane for AwsControl {
    type Error = AwsControlError;

    async fn reserved(&self, function: &str) -> Result<Option<u32>, AwsControlError> {
        const OPERATION: &str = "GetFunctionConcurrency";
        let request = AwsRequest::rest(OPERATION, Method::GET, path("2019-09-30", function));
        let answer: Concurrency = read(OPERATION, &self.lambda.send(request.timeout(TIMEOUT)).await?)?;
        Ok(answer.reserved_concurrent_executions)
    }

    async fn reserve(&self, function: &str, concurrency: Option<u32>) -> Result<(), AwsControlError> {
        let path = path("2017-10-31", function);
        let request = match concurrency {
            None => AwsRequest::rest("DeleteFunctionConcurrency", Method::DELETE, path),
            reserved_concurrent_executions => AwsRequest::rest("PutFunctionConcurrency", Method::PUT, path)
                .body(&Concurrency { reserved_concurrent_executions }),
        };
        self.lambda.send(request.timeout(TIMEOUT)).await?;
        Ok(())
    }

    fn is_not_to_be_had(error: &AwsControlError) -> bool {
        matches!(error, AwsControlError::Aws(error) if error.code() == Some("InvalidParameterValueException"))
    }

    async fn sums(
        &self,
        metric: Metric<'_>,
        first: Epoch,
        last: Epoch,
    ) -> Result<BTreeMap<Epoch, u64>, AwsControlError> {
        let mut sums = statistics(&self.metrics, metric, first, last).await?;
        if matches!(metric, Metric::Invocations(None) | Metric::Milliseconds(None) | Metric::LogBytes(None)) {
            for region in &self.elsewhere {
                for (epoch, sum) in statistics(region, metric, first, last).await? {
                    let all = sums.entry(epoch).or_insert(0);
                    *all = all.saturating_add(sum);
                }
            }
        }
        Ok(sums)
    }
}

async fn statistics(
    client: &AwsClient,
    metric: Metric<'_>,
    first: Epoch,
    last: Epoch,
) -> Result<BTreeMap<Epoch, u64>, AwsControlError> {
    const OPERATION: &str = "GetMetricStatistics";
    let (namespace, metric_name, dimension, value) = match metric {
        Metric::Invocations(function) => ("AWS/Lambda", "Invocations", "FunctionName", function),
        Metric::Milliseconds(function) => ("AWS/Lambda", "Duration", "FunctionName", function),
        Metric::LogBytes(group) => ("AWS/Logs", "IncomingBytes", "LogGroupName", group),
    };
    let seconds = |epoch: Epoch| epoch.start().0 / 1_000;
    let parameters = Statistics {
        namespace,
        metric_name,
        dimensions: value.map(|value| [Dimension { name: dimension, value }]),
        start_time: seconds(first),
        end_time: seconds(last.next()),
        period: seconds(Epoch(1)),
        wanted: ["Sum"],
    };
    let request = AwsRequest::json(OPERATION, &parameters).timeout(TIMEOUT);
    let answer: Answer = read(OPERATION, &client.send(request).await?)?;
    let mut sums = BTreeMap::new();
    for Datapoint { timestamp, sum } in answer.datapoints {
        let (Some(seconds), Some(sum)) = (whole(timestamp), whole(sum)) else {
            return Err(AwsControlError::Unreadable { operation: OPERATION });
        };
        let epoch = ServiceTime(seconds.saturating_mul(1_000)).epoch();
        let all: &mut u64 = sums.entry(epoch).or_default();
        *all = all.saturating_add(sum);
    }
    Ok(sums)
}

fn read<T: for<'de> Deserialize<'de>>(operation: &'static str, response: &Response) -> Result<T, AwsControlError> {
    response.json().map_err(|_| AwsControlError::Unreadable { operation })
}

/// Rounded up. `None` if it is no count.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is checked to be in the range")]
fn whole(number: f64) -> Option<u64> {
    // 2^53: beyond it a sum is not exact any more.
    (0.0..9_007_199_254_740_992.0).contains(&number).then(|| number.ceil() as u64)
}

/// A function's name, or its ARN, in a path.
fn path(version: &str, function: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let name = function.bytes().map(|byte| if plain(byte) { char::from(byte).into() } else { format!("%{byte:02X}") });
    format!("/{version}/functions/{}/concurrency", name.collect::<String>())
}
