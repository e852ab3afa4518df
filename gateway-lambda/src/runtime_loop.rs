//! The seam to `lambda_runtime`: no other file of this crate names it, but for [`Failure`]'s conversion.

use std::any::Any;
use std::cell::Cell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{self, Poll};

use bytes::Bytes;
use gateway_runtime::{Context, Json};
use lambda_runtime::layers::TracingLayer;
use lambda_runtime::tower::{Layer, Service};
use lambda_runtime::{Error, LambdaEvent, LambdaInvocation, Runtime, service_fn};
use serde::de::{Deserialize, Deserializer, Error as _};

use crate::{Event, Failure};

/// Asks Lambda for events and answers them with `handle`, each within its own [`Context`].
///
/// Always the concurrent loop: the other one refuses all but one of the parallel invocations that a managed instance
/// sends, and this one is sequential where no concurrency is set.
pub(crate) async fn run<H, F>(handle: H) -> Result<(), Error>
where
    H: Fn(Event) -> F + Clone + Send + 'static,
    F: Future<Output = Result<Json, Failure>> + Send + 'static,
{
    let cold = Arc::new(AtomicBool::new(starts_cold()));
    let service = service_fn(move |event: LambdaEvent<Payload>| {
        let cx = context(event.context, cold.swap(false, Ordering::Relaxed));
        cx.scope(caught(handle(Event::from(event.payload.0))))
    });
    let runtime = Runtime::new(service).layer(KeepBytes).layer(TracingLayer::new());
    runtime.run_concurrent().await
}

/// Provisioned environments were started long before the request: none of theirs is a cold start.
fn starts_cold() -> bool {
    std::env::var_os("AWS_LAMBDA_INITIALIZATION_TYPE").is_none_or(|kind| kind != "provisioned-concurrency")
}

fn context(lambda: lambda_runtime::Context, cold_start: bool) -> Context {
    let mut cx = Context::builder()
        .deadline(lambda.deadline())
        .request_id(lambda.request_id)
        .function_arn(lambda.invoked_function_arn)
        .function_name(lambda.env_config.function_name.as_str())
        .function_version(lambda.env_config.version.as_str())
        .cold_start(cold_start);
    if let Ok(megabytes) = u32::try_from(lambda.env_config.memory) {
        cx = cx.memory_limit_mb(megabytes);
    }
    if let Some(trace_id) = lambda.xray_trace_id {
        cx = cx.trace_id(trace_id);
    }
    if let Some(tenant_id) = lambda.tenant_id {
        cx = cx.tenant_id(tenant_id);
    }
    cx.build()
}

/// `lambda_runtime` catches a panic as well, but then the error's type is the name of a Rust type.
async fn caught(answer: impl Future<Output = Result<Json, Failure>>) -> Result<Json, Failure> {
    let mut answer = pin!(answer);
    poll_fn(|task| {
        catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(task)))
            .unwrap_or_else(|payload| Poll::Ready(Err(panicked(&*payload))))
    })
    .await
}

fn panicked(payload: &(dyn Any + Send)) -> Failure {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    Failure::panicked(text.unwrap_or("a value that is no text"))
}

/// The event's bytes, handed past the deserializer of `lambda_runtime`: it would answer what is not JSON with the name
/// of a Rust type, accept what follows the JSON, and read every event once more than is needed.
struct Payload(Bytes);

thread_local! {
    /// From [`KeepBytes`] to [`Payload`], within one call of the service: no other invocation comes between.
    static BYTES: Cell<Option<Bytes>> = const { Cell::new(None) };
}

impl<'de> Deserialize<'de> for Payload {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        BYTES.take().map(Self).ok_or_else(|| D::Error::custom("the event was not kept"))
    }
}

struct KeepBytes;

impl<S> Layer<S> for KeepBytes {
    type Service = KeepBytesService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        KeepBytesService(inner)
    }
}

#[derive(Clone)]
struct KeepBytesService<S>(S);

impl<S: Service<LambdaInvocation>> Service<LambdaInvocation> for KeepBytesService<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, task: &mut task::Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.0.poll_ready(task)
    }

    fn call(&mut self, invocation: LambdaInvocation) -> Self::Future {
        BYTES.set(Some(invocation.body.clone()));
        self.0.call(invocation)
    }
}

#[cfg(test)]
mod tests {
    use super::{caught, context};

    #[tokio::test]
    async fn a_panic_is_a_typed_failure_with_its_message() {
        let failure = caught(async { panic!("stock is {}", -1) }).await.unwrap_err();
        assert_eq!((failure.error_type(), failure.message()), ("Gateway.Panicked", "stock is -1"));
        let failure = caught(async { std::panic::panic_any(7) }).await.unwrap_err();
        assert_eq!(failure.message(), "a value that is no text");
    }

    #[test]
    fn the_context_is_what_lambda_says() {
        let mut lambda = lambda_runtime::Context::default();
        lambda.request_id = "id".into();
        lambda.deadline = 1_767_342_600_000;
        lambda.invoked_function_arn = "arn".into();
        lambda.xray_trace_id = Some("Root=1".into());
        lambda.tenant_id = Some("blue".into());
        lambda.env_config = std::sync::Arc::new(lambda_runtime::Config {
            function_name: "app".into(),
            memory: 256,
            version: "$LATEST".into(),
            ..Default::default()
        });
        let deadline = lambda.deadline();
        let cx = context(lambda, true);
        assert_eq!(cx.request_id(), Some("id"));
        assert_eq!(cx.deadline(), Some(deadline));
        assert_eq!(cx.function_arn(), Some("arn"));
        assert_eq!(cx.function_name(), Some("app"));
        assert_eq!(cx.function_version(), Some("$LATEST"));
        assert_eq!(cx.memory_limit_mb(), Some(256));
        assert_eq!(cx.trace_id(), Some("Root=1"));
        assert_eq!(cx.tenant_id(), Some("blue"));
        assert!(cx.cold_start());
    }
}
