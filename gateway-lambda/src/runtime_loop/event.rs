//! An event as the Runtime API hands it over.

use std::str::FromStr as _;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use gateway_runtime::{Context, ContextBuilder};
use http::header::{HeaderMap, HeaderValue};
use http::response::Parts;
use lambda_runtime::LambdaInvocation;

use super::trouble::Trouble;
use crate::Failure;

const REQUEST_ID: &str = "lambda-runtime-aws-request-id";
const DEADLINE: &str = "lambda-runtime-deadline-ms";
const FUNCTION_ARN: &str = "lambda-runtime-invoked-function-arn";
const TRACE_ID: &str = "lambda-runtime-trace-id";
const TENANT_ID: &str = "lambda-runtime-aws-tenant-id";

/// From 1970 to the year in which Lambda was announced.
const BEFORE_LAMBDA: Duration = Duration::from_hours(44 * 365 * 24);

/// What all invocations have in common.
#[derive(Clone)]
pub(super) struct Function {
    name: Arc<str>,
    version: Arc<str>,
    memory_mb: Option<u32>,
}

impl Function {
    /// As Lambda names it. What is missing is told by `lambda_runtime`, which reads the same.
    pub(super) fn from_lookup(variable: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            name: variable("AWS_LAMBDA_FUNCTION_NAME").unwrap_or_default().into(),
            version: variable("AWS_LAMBDA_FUNCTION_VERSION").unwrap_or_default().into(),
            memory_mb: variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").and_then(|megabytes| megabytes.parse().ok()),
        }
    }
}

/// An event, of an invocation that is known by name.
pub(super) struct Received {
    parts: Parts,
    request_id: Arc<str>,
    pub(super) body: Bytes,
}

impl Received {
    pub(super) fn new(parts: Parts, body: Bytes) -> Result<Self, Trouble> {
        match parts.headers.get(REQUEST_ID).and_then(|value| value.to_str().ok()) {
            Some(request_id) => Ok(Self { request_id: request_id.into(), parts, body }),
            None => Err(Trouble::Nameless),
        }
    }

    /// The context of the invocation, or why it can only fail.
    pub(super) fn context(&self, function: &Function, cold_start: bool) -> (Context, Option<Failure>) {
        let mut cx = Context::builder()
            .request_id(Arc::clone(&self.request_id))
            .function_name(Arc::clone(&function.name))
            .function_version(Arc::clone(&function.version))
            .cold_start(cold_start);
        if let Some(megabytes) = function.memory_mb {
            cx = cx.memory_limit_mb(megabytes);
        }
        let (cx, deadline) = read(cx, &self.parts.headers);
        let failure = deadline.err().map(|what| Failure::new("Gateway.BadInvocation", what));
        (cx.build(), failure)
    }

    /// What `lambda_runtime` answers: it gets no body, since it has no part in reading it, and would log it at TRACE; and
    /// of the context what an answer needs.
    pub(super) fn into_invocation(self) -> LambdaInvocation {
        let mut context = lambda_runtime::Context::default();
        (*self.request_id).clone_into(&mut context.request_id);
        LambdaInvocation { parts: self.parts, body: Bytes::new(), context }
    }
}

/// Goes through the few headers once: to look each of them up takes longer than to find its operation.
fn read(mut cx: ContextBuilder, headers: &HeaderMap) -> (ContextBuilder, Result<(), String>) {
    let mut deadline = None;
    for (name, value) in headers {
        match name.as_str() {
            FUNCTION_ARN => cx = cx.function_arn(text(value)),
            TRACE_ID => cx = cx.trace_id(text(value)),
            TENANT_ID => cx = cx.tenant_id(text(value)),
            DEADLINE => match value.to_str().ok().and_then(|value| u64::from_str(value).ok()) {
                Some(since_epoch) => {
                    let instant = UNIX_EPOCH + Duration::from_millis(since_epoch);
                    // `cargo lambda watch` says that each is ten minutes after the epoch, which is none.
                    if instant > UNIX_EPOCH + BEFORE_LAMBDA {
                        cx = cx.deadline(instant);
                    }
                    // No event comes after its deadline.
                    if instant <= SystemTime::now() {
                        cx = cx.clock_is_wrong();
                    }
                    deadline = Some(Ok(()));
                }
                None => deadline = Some(Err(format!("the Runtime API sent a `{DEADLINE}` that is no number"))),
            },
            _ => {}
        }
    }
    (cx, deadline.unwrap_or_else(|| Err(format!("the Runtime API sent no `{DEADLINE}`"))))
}

fn text(value: &HeaderValue) -> Arc<str> {
    String::from_utf8_lossy(value.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Response;

    fn received(headers: &[(&'static str, &str)]) -> Result<Received, Trouble> {
        let mut response = Response::builder();
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let (parts, ()) = response.body(()).unwrap().into_parts();
        Received::new(parts, Bytes::new())
    }

    fn function() -> Function {
        Function::from_lookup(|name| {
            let value = match name {
                "AWS_LAMBDA_FUNCTION_NAME" => "app",
                "AWS_LAMBDA_FUNCTION_VERSION" => "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE" => "256",
                _ => return None,
            };
            Some(value.to_owned())
        })
    }

    #[test]
    fn the_context_is_what_the_headers_say() {
        let in_an_hour = (SystemTime::now() + Duration::from_hours(1)).duration_since(UNIX_EPOCH).unwrap();
        let deadline = in_an_hour.as_millis().to_string();
        let received = received(&[
            (REQUEST_ID, "id"),
            (DEADLINE, &deadline),
            (FUNCTION_ARN, "arn"),
            (TRACE_ID, "Root=1"),
            (TENANT_ID, "blue"),
        ]);
        let received = received.unwrap();
        let (cx, failure) = received.context(&function(), true);
        assert!(failure.is_none());
        assert_eq!(cx.request_id(), Some("id"));
        assert_eq!(cx.deadline(), Some(UNIX_EPOCH + Duration::from_millis(deadline.parse().unwrap())));
        assert_eq!(cx.function_arn(), Some("arn"));
        assert_eq!(cx.function_name(), Some("app"));
        assert_eq!(cx.function_version(), Some("$LATEST"));
        assert_eq!(cx.memory_limit_mb(), Some(256));
        assert_eq!(cx.trace_id(), Some("Root=1"));
        assert_eq!(cx.tenant_id(), Some("blue"));
        assert!(cx.cold_start());
        assert_eq!(received.into_invocation().context.request_id, "id");
    }

    #[test]
    fn a_deadline_that_has_passed_says_that_the_clock_is_wrong() {
        let yesterday = SystemTime::now() - Duration::from_hours(24);
        let deadline = yesterday.duration_since(UNIX_EPOCH).unwrap().as_millis().to_string();
        let received = received(&[(REQUEST_ID, "id"), (DEADLINE, &deadline)]).unwrap();
        let (cx, failure) = received.context(&function(), false);
        assert!(cx.deadline().is_some_and(|told| told <= yesterday) && failure.is_none());
        assert_eq!(cx.remaining_time(), None, "it is not over before it begins");
    }

    #[test]
    fn a_deadline_before_there_was_lambda_is_none_and_one_that_is_missing_or_no_number_is_a_failure() {
        let context = |headers: &[(&'static str, &str)]| received(headers).unwrap().context(&function(), false);
        let (cx, failure) = context(&[(REQUEST_ID, "id"), (DEADLINE, "600000")]);
        assert!(cx.deadline().is_none() && failure.is_none());
        for (headers, what) in [
            (&[(REQUEST_ID, "id")][..], "the Runtime API sent no `lambda-runtime-deadline-ms`"),
            (
                &[(REQUEST_ID, "id"), (DEADLINE, "soon")],
                "the Runtime API sent a `lambda-runtime-deadline-ms` that is no number",
            ),
        ] {
            let (cx, failure) = context(headers);
            assert_eq!((cx.request_id(), failure.unwrap().message()), (Some("id"), what));
        }
    }

    #[test]
    fn an_event_without_a_request_id_is_nobodys() {
        assert!(matches!(received(&[(DEADLINE, "600000")]), Err(Trouble::Nameless)));
    }
}
