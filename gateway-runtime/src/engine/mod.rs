//! What runs around an operation that is not hot: statistics and a span today.
//!
//! The engine gets the operation's description as data, so behaviour that is declared on an operation is interpreted here
//! and nowhere else: neither wrappers nor callers change when there is more of it.

mod statistics;

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use pin_project_lite::pin_project;
pub use statistics::{Latency, Statistics};
use tracing::Span;
use tracing::span::{Entered, EnteredSpan};

use crate::operation::OperationInfo;
use crate::output::Failed;

/// What a hot operation has: nothing is ever counted here.
pub static UNCOUNTED: Statistics = Statistics::NEW;

/// A synchronous call in flight, inside its span.
pub struct Call {
    count: Count,
    _inside: EnteredSpan,
}

impl Call {
    /// Before the operation runs.
    #[inline]
    pub fn begin(operation: &'static OperationInfo) -> Self {
        let inside = span(operation).entered();
        Self { count: Count::begin(operation), _inside: inside }
    }

    /// After it has run. Without this, after a panic, the call counts as an error.
    #[inline]
    pub fn end<T>(mut self, kind: impl Failed<T>, output: T) -> T {
        self.count.failed = kind.failed(&output);
        output
    }
}

pin_project! {
    /// An asynchronous call in flight, inside its span whenever it is polled.
    pub struct Counted<F, K> {
        meter: Meter,
        kind: K,
        #[pin]
        body: F,
    }
}

impl<F, K> Counted<F, K> {
    /// Around the operation's own future.
    #[inline]
    pub fn new(operation: &'static OperationInfo, kind: K, body: F) -> Self {
        Self { meter: Meter::new(operation), kind, body }
    }
}

impl<F: Future, K: Failed<F::Output>> Future for Counted<F, K> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let inside = this.meter.enter();
        let output = std::task::ready!(this.body.poll(task));
        drop(inside);
        this.meter.end(this.kind.failed(&output));
        Poll::Ready(output)
    }
}

/// What runs around an asynchronous call, whatever the call is: the compiler makes it once.
pub(crate) struct Meter {
    operation: &'static OperationInfo,
    // From the first poll on.
    running: Option<(Span, Count)>,
    ended: bool,
}

impl Meter {
    pub(crate) fn new(operation: &'static OperationInfo) -> Self {
        Self { operation, running: None, ended: false }
    }

    /// Around one poll; nothing once the call has ended.
    pub(crate) fn enter(&mut self) -> Option<Entered<'_>> {
        if self.ended {
            return None;
        }
        let operation = self.operation;
        let (span, _) = self.running.get_or_insert_with(|| (span(operation), Count::begin(operation)));
        Some(span.enter())
    }

    /// The call has ended.
    pub(crate) fn end(&mut self, failed: bool) {
        self.ended = true;
        if let Some((_, mut count)) = self.running.take() {
            count.failed = failed;
        }
    }
}

#[inline]
fn span(operation: &'static OperationInfo) -> Span {
    tracing::debug_span!("operation", interface = operation.interface, operation = operation.name)
}

/// One call in flight. It is counted when it ends, in whatever way: a panic and a dropped future are errors.
struct Count {
    operation: &'static OperationInfo,
    began: Instant,
    failed: bool,
}

impl Count {
    #[inline]
    fn begin(operation: &'static OperationInfo) -> Self {
        Self { operation, began: Instant::now(), failed: true }
    }
}

impl Drop for Count {
    #[inline]
    fn drop(&mut self) {
        self.operation.statistics.record(self.began.elapsed(), self.failed);
    }
}
