//! From an event to the operation that answers it.

use gateway_runtime::{Gateway, GatewayError, Json, Params};

use crate::Failure;
use crate::serving::Serving;

/// What an event leads to.
#[derive(Debug)]
pub enum Route {
    /// An operation is called, and its result becomes the answer.
    Call(Call),
    /// The answer is known without one: a path that nobody serves, say.
    Answer(Json),
}

/// A call of an operation, and how its result becomes the answer.
#[derive(Debug)]
pub struct Call {
    /// The interface's name.
    pub interface: &'static str,
    /// The operation's name in it.
    pub operation: &'static str,
    /// The parameters: a JSON object.
    pub params: Json,
    /// Puts the result into the shape that the event's source expects.
    pub answer: fn(Result<Json, GatewayError>) -> Result<Json, Failure>,
}

/// Calls the operation that the event leads to, and shapes its answer.
pub(crate) async fn answer<G: Gateway>(route: Result<Route, Failure>) -> Result<Json, Failure> {
    match route? {
        Route::Answer(answer) => Ok(answer),
        Route::Call(call) => {
            Serving::note(call.interface, call.operation);
            let result = G::execute(call.interface, call.operation, &Params::json(call.params.as_str())).await;
            (call.answer)(result)
        }
    }
}
