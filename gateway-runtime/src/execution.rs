//! The running or finished call of an operation that was named at run time.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::engine::Counted;
use crate::error::{ErrorKind, GatewayError};
use crate::json::Json;
use crate::operation::{Operation, OperationInfo};
use crate::output::{Failed, Kind};
use crate::params::{Arguments, Object, Params};

/// What a call by enum or by name gives back: a future of the answer.
///
/// A synchronous operation has already run, and no future was allocated for it: [`now`](Self::now) has its answer. An
/// asynchronous one runs when this is awaited, on any executor.
#[must_use = "an asynchronous operation runs only when it is awaited"]
pub struct Execution(State);

type Answer = Result<Json, GatewayError>;

enum State {
    Ready(Option<Answer>),
    Pending(&'static OperationInfo, Pin<Box<dyn Future<Output = Answer> + Send>>),
}

impl Execution {
    /// An answer that is there.
    #[inline]
    pub fn ready(answer: Result<Json, GatewayError>) -> Self {
        Self(State::Ready(Some(answer)))
    }

    /// The answer of a hot operation's future.
    #[inline]
    pub fn hot<F, K>(operation: &'static OperationInfo, kind: K, future: F) -> Self
    where
        F: Future + Send + 'static,
        K: Kind<F::Output> + Send + 'static,
    {
        Self(State::Pending(operation, Box::pin(Answered { operation, kind, future })))
    }

    /// The answer of any other operation's future, with the engine around it.
    #[inline]
    pub fn counted<F, K>(operation: &'static OperationInfo, kind: K, future: F) -> Self
    where
        F: Future + Send + 'static,
        K: Kind<F::Output> + Failed<F::Output> + Send + 'static,
    {
        Self::hot(operation, kind, Counted::new(operation, kind, future))
    }

    /// The answer of a synchronous operation; an asynchronous one comes back, to be awaited.
    ///
    /// # Errors
    /// The execution itself, if it has to be awaited.
    ///
    /// # Panics
    /// If it was awaited to its end before.
    pub fn now(self) -> Result<Result<Json, GatewayError>, Self> {
        match self.0 {
            State::Ready(answer) => Ok(answer.expect("an execution that was awaited to its end is consumed")),
            State::Pending(..) => Err(self),
        }
    }

    /// Whether nothing has run because the parameters are no object.
    #[inline]
    pub(crate) fn is_invalid_request(&self) -> bool {
        matches!(&self.0, State::Ready(Some(Err(error))) if error.kind() == ErrorKind::InvalidRequest)
    }

    /// The same under another name of the interface.
    #[cold]
    pub(crate) fn renamed(self, interface: &'static str) -> Self {
        match self.0 {
            State::Ready(answer) => {
                Self(State::Ready(answer.map(|answer| answer.map_err(|error| error.in_interface(interface)))))
            }
            State::Pending(operation, future) => {
                let renamed = async move { future.await.map_err(|error| error.in_interface(interface)) };
                Self(State::Pending(operation, Box::pin(renamed)))
            }
        }
    }

    #[cold]
    pub(crate) fn needs_await(self) -> GatewayError {
        match self.0 {
            State::Pending(operation, _) => GatewayError::needs_await().at(operation),
            State::Ready(_) => GatewayError::needs_await(),
        }
    }
}

impl Future for Execution {
    type Output = Result<Json, GatewayError>;

    /// # Panics
    /// If it is polled again after it was ready.
    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            State::Ready(answer) => Poll::Ready(answer.take().expect("an `Execution` is not polled after its answer")),
            State::Pending(operation, future) => catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx)))
                .unwrap_or_else(|payload| Poll::Ready(Err(panicked(operation, &*payload)))),
        }
    }
}

pin_project! {
    /// A future of an operation's output, as one of its answer.
    struct Answered<F, K> {
        operation: &'static OperationInfo,
        kind: K,
        #[pin]
        future: F,
    }
}

impl<F: Future, K: Kind<F::Output>> Future for Answered<F, K> {
    type Output = Answer;

    fn poll(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Answer> {
        let this = self.project();
        this.future.poll(task).map(|output| this.kind.encode(output, this.operation))
    }
}

impl fmt::Debug for Execution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            State::Ready(answer) => f.debug_tuple("Ready").field(answer).finish(),
            State::Pending(operation, _) => f.debug_tuple("Pending").field(operation).finish(),
        }
    }
}

/// Decodes, calls, encodes: the one adapter of all operations.
#[inline]
pub fn execute<O: Operation>(params: &Params<'_>) -> Execution {
    let operation = O::info();
    let params = match params.as_object() {
        Ok(params) => params,
        Err(error) => return Execution::ready(Err(error.at(operation))),
    };
    // A parameter's type may panic as well. The operation's state is behind shared references with their own rules for a
    // panic (a poisoned lock), as with any thread that panics.
    let call = || match Arguments::decode(operation, params) {
        Ok(arguments) => O::call(arguments),
        Err(error) => Execution::ready(Err(error)),
    };
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|payload| Execution::ready(Err(panicked(operation, &*payload))))
}

/// Only decodes: whether the parameters would be accepted.
pub(crate) fn check<O: Operation>(params: Option<Object<'_>>) -> Result<(), GatewayError> {
    let operation = O::info();
    catch_unwind(AssertUnwindSafe(|| O::Arguments::decode(operation, params).map(drop)))
        .unwrap_or_else(|payload| Err(panicked(operation, &*payload)))
}

#[cold]
fn panicked(operation: &OperationInfo, payload: &(dyn Any + Send)) -> GatewayError {
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a value that is no text");
    GatewayError::panicked(message).at(operation)
}
