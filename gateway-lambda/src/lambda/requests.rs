//! What is known of an event, of its request and of the function.

use std::time::{Duration, UNIX_EPOCH};

use gateway_runtime::{Context, gateway_op};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::initialization;
use crate::source::{Unrecognised, recognise};

/// Who sent an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Classified {
    /// The name of the [`Source`](crate::source::Source).
    pub source: String,
    /// Whether the event is an HTTP request.
    pub http: bool,
    /// Whether the event holds several records.
    pub batch: bool,
}

/// Tells who sends such an event, as the host itself does.
///
/// # Errors
/// If no source sends such an event. The text tells its shape, not its content.
#[gateway_op(interface = "lambda")]
pub fn classify(event: Value) -> Result<Classified, Unrecognised> {
    let source = recognise(event.to_string().as_bytes())?;
    Ok(Classified { source: source.as_str().to_owned(), http: source.is_http(), batch: source.is_batch() })
}

/// The request that is being served; nothing is set outside of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct RequestContext {
    /// Lambda's id of the request.
    pub request_id: Option<String>,
    /// The id that ties it to others.
    pub correlation_id: Option<String>,
    /// The tenant that Lambda isolates it for.
    pub tenant_id: Option<String>,
    /// The X-Ray trace header.
    pub trace_id: Option<String>,
    /// When Lambda ends it: milliseconds after 1970.
    pub deadline_ms: Option<u64>,
    /// The ARN that the function was invoked by.
    pub function_arn: Option<String>,
    /// The function's name.
    pub function_name: Option<String>,
    /// The function's version.
    pub function_version: Option<String>,
    /// The function's memory, in MB of 1,048,576 bytes.
    pub memory_limit_mb: Option<u32>,
    /// Whether it is the first of its environment.
    pub cold_start: bool,
}

/// Tells what is known of the request.
#[gateway_op(interface = "lambda")]
pub fn context(#[inject] cx: &Context) -> RequestContext {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let since_1970 = cx.deadline().and_then(|deadline| deadline.duration_since(UNIX_EPOCH).ok());
    RequestContext {
        request_id: owned(cx.request_id()),
        correlation_id: owned(cx.correlation_id()),
        tenant_id: owned(cx.tenant_id()),
        trace_id: owned(cx.trace_id()),
        deadline_ms: since_1970.and_then(|since| since.as_millis().try_into().ok()),
        function_arn: owned(cx.function_arn()),
        function_name: owned(cx.function_name()),
        function_version: owned(cx.function_version()),
        memory_limit_mb: cx.memory_limit_mb(),
        cold_start: cx.cold_start(),
    }
}

/// Tells how long is left until Lambda ends the request: zero when that has passed, nothing without a deadline.
///
/// The host answers a little earlier by itself.
#[gateway_op(interface = "lambda")]
pub fn remaining_time(#[inject] cx: &Context) -> Option<Duration> {
    cx.remaining_time()
}

/// The function, and what it has done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LambdaStatus {
    /// Whether Lambda runs it, an emulator, or the local runtime.
    pub on_lambda: bool,
    /// Its name, `AWS_LAMBDA_FUNCTION_NAME`.
    pub function_name: Option<String>,
    /// Its version, `AWS_LAMBDA_FUNCTION_VERSION`.
    pub function_version: Option<String>,
    /// Its region, `AWS_REGION`.
    pub region: Option<String>,
    /// How many invocations the environment takes at once.
    pub concurrency: usize,
    /// How many events the environment has got.
    pub invocations: u64,
}

/// Tells which function runs, and how many events this environment has got.
#[gateway_op(interface = "lambda")]
pub fn status() -> LambdaStatus {
    let variable = |name| std::env::var(name).ok();
    LambdaStatus {
        on_lambda: crate::on_lambda(),
        function_name: variable("AWS_LAMBDA_FUNCTION_NAME"),
        function_version: variable("AWS_LAMBDA_FUNCTION_VERSION"),
        region: variable("AWS_REGION"),
        concurrency: initialization::concurrency(),
        invocations: initialization::invocations(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use gateway_runtime::Context;
    use serde_json::json;

    use super::{Classified, RequestContext, classify, context, remaining_time};

    #[test]
    fn an_event_is_classified_as_the_host_does() {
        let records = json!({"Records": [{"messageId": "1", "eventSource": "aws:sqs", "body": "s3cr3t"}]});
        let expected = Classified { source: "sqs".to_owned(), http: false, batch: true };
        assert_eq!(classify(records), Ok(expected));
        let unknown = classify(json!({"pin": "s3cr3t"})).unwrap_err().to_string();
        assert!(unknown.contains("`pin`") && !unknown.contains("s3cr3t"), "{unknown}");
    }

    #[test]
    fn the_context_is_that_of_the_request_and_empty_outside() {
        let deadline = SystemTime::UNIX_EPOCH + Duration::from_millis(1_767_342_600_001);
        let cx = Context::builder().request_id("id").tenant_id("blue").deadline(deadline).build();
        let seen = context(&cx);
        assert_eq!((seen.request_id.as_deref(), seen.tenant_id.as_deref()), (Some("id"), Some("blue")));
        assert_eq!((seen.correlation_id.as_deref(), seen.deadline_ms), (Some("id"), Some(1_767_342_600_001)));
        assert_eq!(remaining_time(&cx), Some(Duration::ZERO));
        assert_eq!(context(&Context::default()), RequestContext::default());
        assert_eq!(remaining_time(&Context::default()), None);
    }
}
