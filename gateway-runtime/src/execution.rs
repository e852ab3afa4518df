//! The running or finished call of an operation that was named at run time.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::engine::Meter;
use crate::error::{ErrorKind, GatewayError};
use crate::json::Json;
#[cfg(feature = "schema")]
use crate::operation::ParameterSchema;
use crate::operation::{OperationInfo, Purpose};
use crate::output::{Failed, Kind};
use crate::params::{Arguments, Object, Params};
#[cfg(feature = "schema")]
use crate::schema::{Schema, SchemaGenerator};

/// What a call by enum or by name gives back: a future of the answer.
///
/// A synchronous operation has already run, and no future was allocated for it: [`now`](Self::now) has its answer. An
/// asynchronous one runs when this is awaited, on any executor.
#[must_use = "an asynchronous operation runs only when it is awaited"]
pub struct Execution(State);

type Answer = Result<Json, GatewayError>;

enum State {
    Ready(Option<Answer>),
    Pending(Pending),
}

/// A call in flight. What can be done here for all operations is not done in [`Answered`], which the compiler makes for
/// each.
struct Pending {
    operation: &'static OperationInfo,
    // None for a hot operation.
    meter: Option<Meter>,
    future: Pin<Box<dyn Future<Output = Ending> + Send>>,
}

/// The answer, and whether it counts as an error.
struct Ending {
    failed: bool,
    answer: Answer,
}

impl Execution {
    /// An answer that is there.
    #[inline]
    pub fn ready(answer: Result<Json, GatewayError>) -> Self {
        Self(State::Ready(Some(answer)))
    }

    /// The answer of an operation's future, with the engine around it unless the operation is hot.
    pub fn pending<F, K>(operation: &'static OperationInfo, kind: K, future: F) -> Self
    where
        F: Future + Send + 'static,
        K: Kind<F::Output> + Failed<F::Output> + Send + 'static,
    {
        Self::start(operation, Box::pin(Answered { operation, kind, future }))
    }

    fn start(operation: &'static OperationInfo, future: Pin<Box<dyn Future<Output = Ending> + Send>>) -> Self {
        let meter = (!operation.hot).then(|| Meter::new(operation));
        Self(State::Pending(Pending { operation, meter, future }))
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
            State::Pending(Pending { operation, meter, future }) => {
                let renamed = async move {
                    let Ending { failed, answer } = future.await;
                    Ending { failed, answer: answer.map_err(|error| error.in_interface(interface)) }
                };
                Self(State::Pending(Pending { operation, meter, future: Box::pin(renamed) }))
            }
        }
    }

    #[cold]
    pub(crate) fn needs_await(self) -> GatewayError {
        match self.0 {
            State::Pending(pending) => GatewayError::needs_await().at(pending.operation),
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
            State::Pending(pending) => {
                let polled = catch_unwind(AssertUnwindSafe(|| pending.poll(cx)))
                    .unwrap_or_else(|payload| Poll::Ready(Err(panicked(pending.operation, &*payload))));
                if polled.is_ready() {
                    // The call ends here, and is counted, also after a panic.
                    self.0 = State::Ready(None);
                }
                polled
            }
        }
    }
}

impl Pending {
    fn poll(&mut self, task: &mut Context<'_>) -> Poll<Answer> {
        let inside = self.meter.as_mut().and_then(Meter::enter);
        let Ending { failed, answer } = std::task::ready!(self.future.as_mut().poll(task));
        drop(inside);
        if let Some(meter) = &mut self.meter {
            meter.end(failed);
        }
        Poll::Ready(answer)
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

impl<F: Future, K: Kind<F::Output> + Failed<F::Output>> Future for Answered<F, K> {
    type Output = Ending;

    fn poll(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Ending> {
        let this = self.project();
        let output = std::task::ready!(this.future.poll(task));
        Poll::Ready(Ending { failed: this.kind.failed(&output), answer: this.kind.encode(output, this.operation) })
    }
}

impl fmt::Debug for Execution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            State::Ready(answer) => f.debug_tuple("Ready").field(answer).finish(),
            State::Pending(pending) => f.debug_tuple("Pending").field(pending.operation).finish(),
        }
    }
}

/// Decodes, calls, encodes: the one way into an operation that was named at run time.
#[inline]
pub fn execute(operation: &'static OperationInfo, params: &Params<'_>) -> Execution {
    enter_caught(operation, params, &mut Purpose::Call)
}

/// Only decodes: whether the parameters would be accepted.
pub(crate) fn check(operation: &'static OperationInfo, params: &Params<'_>) -> Result<(), GatewayError> {
    let checked = enter_caught(operation, params, &mut Purpose::Check);
    checked.now().expect("a check runs nothing that could be awaited").map(drop)
}

#[inline]
fn enter_caught(operation: &'static OperationInfo, params: &Params<'_>, purpose: &mut Purpose) -> Execution {
    let params = match params.as_object() {
        Ok(params) => params,
        Err(error) => return Execution::ready(Err(error.at(operation))),
    };
    // A parameter's type may panic as well. The operation's state is behind shared references with their own rules for a
    // panic (a poisoned lock), as with any thread that panics.
    catch_unwind(AssertUnwindSafe(|| (operation.enter)(operation, params, purpose)))
        .unwrap_or_else(|payload| Execution::ready(Err(panicked(operation, &*payload))))
}

/// The JSON Schema of one parameter.
#[cfg(feature = "schema")]
pub(crate) fn describe(operation: &'static OperationInfo, index: usize, generator: &mut SchemaGenerator) -> Schema {
    let lent = std::mem::take(generator);
    let mut purpose =
        Purpose::Describe(Box::new(ParameterSchema { index, generator: lent, schema: Schema::default() }));
    let _nothing_ran = (operation.enter)(operation, None, &mut purpose);
    let Purpose::Describe(described) = purpose else { unreachable!("a purpose stays what it is") };
    *generator = described.generator;
    described.schema
}

/// The arguments, or the answer when the operation is not to be called.
///
/// # Errors
/// `invalid_request` or `invalid_params`; or an answer that says nothing, if something else than a call was asked for.
#[inline]
pub fn decode<'a, A: Arguments<'a>>(
    operation: &'static OperationInfo,
    params: Option<Object<'a>>,
    purpose: &mut Purpose,
) -> Result<A, Execution> {
    #[cfg(feature = "schema")]
    if let Purpose::Describe(parameter) = purpose {
        parameter.schema = A::schema(parameter.index, &mut parameter.generator);
        return Err(nothing());
    }
    match A::decode(operation, params) {
        Ok(arguments) if matches!(purpose, Purpose::Call) => Ok(arguments),
        Ok(_) => Err(nothing()),
        Err(error) => Err(Execution::ready(Err(error))),
    }
}

#[cold]
fn nothing() -> Execution {
    Execution::ready(Json::of(&()))
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
