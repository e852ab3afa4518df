//! What runs around an operation that is not hot: statistics and a span today.
//!
//! The engine gets the operation's description as data and its body as a closure, so behaviour that is declared on an
//! operation is interpreted here and nowhere else: neither wrappers nor callers change when there is more of it.

mod statistics;

use std::pin::pin;
use std::time::Instant;

pub use statistics::{Latency, Statistics};
use tracing::Span;

use crate::operation::OperationInfo;
use crate::output::Failed;

/// Runs a synchronous operation.
#[inline]
pub fn run<T>(operation: &'static OperationInfo, kind: impl Failed<T>, body: impl FnOnce() -> T) -> T {
    let span = span(operation);
    let _entered = span.enter();
    let mut call = Call::begin(operation);
    let output = body();
    call.failed = kind.failed(&output);
    output
}

/// Runs an asynchronous operation.
pub async fn run_async<T>(operation: &'static OperationInfo, kind: impl Failed<T>, body: impl Future<Output = T>) -> T {
    let span = span(operation);
    let mut call = Call::begin(operation);
    let mut body = pin!(body);
    let output = std::future::poll_fn(|task| {
        let _entered = span.enter();
        body.as_mut().poll(task)
    })
    .await;
    call.failed = kind.failed(&output);
    output
}

#[inline]
fn span(operation: &'static OperationInfo) -> Span {
    tracing::debug_span!("operation", interface = operation.interface, operation = operation.name)
}

/// One call in flight. It is counted when it ends, in whatever way: a panic and a dropped future are errors.
struct Call {
    operation: &'static OperationInfo,
    began: Instant,
    failed: bool,
}

impl Call {
    #[inline]
    fn begin(operation: &'static OperationInfo) -> Self {
        Self { operation, began: Instant::now(), failed: true }
    }
}

impl Drop for Call {
    #[inline]
    fn drop(&mut self) {
        self.operation.statistics.record(self.began.elapsed(), self.failed);
    }
}
