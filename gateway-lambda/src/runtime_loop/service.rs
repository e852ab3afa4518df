//! The service of `lambda_runtime` that posts an answer, taken out of its runtime.

use std::cell::Cell;
use std::future::{Ready, ready};

use gateway_runtime::Json;
use lambda_runtime::tower::{Layer, Service, ServiceExt};
use lambda_runtime::{Error, LambdaEvent, LambdaInvocation, Runtime, service_fn};
use serde::de::{Deserialize, Deserializer};

use crate::Failure;

thread_local! {
    /// From [`post`] to the function that the service calls: within one call, nothing comes between.
    static ANSWER: Cell<Option<Result<Json, Failure>>> = const { Cell::new(None) };
}

/// What posts answers.
pub(super) trait Post:
    Service<LambdaInvocation, Response = (), Error = Error, Future: Send> + Clone + Send + 'static
{
}

impl<S> Post for S where
    S: Service<LambdaInvocation, Response = (), Error = Error, Future: Send> + Clone + Send + 'static
{
}

/// Makes a service that posts the answer which [`post`] is given.
///
/// # Panics
/// If the environment lacks what Lambda sets.
pub(super) fn post_answers() -> impl Post {
    let service = Cell::new(None);
    drop(Runtime::new(service_fn(answer)).layer(TakeOut(&service)));
    service.into_inner().expect("a layer is applied when it is added")
}

struct TakeOut<'a, S>(&'a Cell<Option<S>>);

impl<S: Clone> Layer<S> for TakeOut<'_, S> {
    type Service = S;

    fn layer(&self, inner: S) -> S {
        self.0.set(Some(inner.clone()));
        inner
    }
}

/// Sends an answer, once, whatever comes of it.
pub(super) async fn post(
    service: &mut impl Post,
    invocation: LambdaInvocation,
    answer: Result<Json, Failure>,
) -> Result<(), Error> {
    let service = service.ready().await?;
    ANSWER.set(Some(answer));
    let posted = service.call(invocation);
    posted.await
}

fn answer(_: LambdaEvent<Unread>) -> Ready<Result<Json, Failure>> {
    let answer = ANSWER.take();
    ready(answer.unwrap_or_else(|| Err(Failure::new("Gateway.Panicked", "the host lost the answer"))))
}

/// The event has been read when there is an answer to it.
struct Unread;

impl<'de> Deserialize<'de> for Unread {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Ok(Self)
    }
}
