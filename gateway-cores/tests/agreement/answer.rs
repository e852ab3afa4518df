//! What a call came to, in a form in which typed and untyped calls can be compared.

use std::convert::Infallible;
use std::error::Error;

use gateway_runtime::{GatewayError, Json};
use serde::Serialize;

/// The result as JSON text, or the error's code and text.
pub(crate) type Answer = Result<String, (&'static str, String)>;

/// Of a typed call that cannot fail.
pub(crate) fn done(output: impl Serialize) -> Answer {
    ended(Ok::<_, Infallible>(output))
}

/// Of a typed call that can.
pub(crate) fn ended<T: Serialize, E: Error + 'static>(output: Result<T, E>) -> Answer {
    output
        .map_err(|error| match (&error as &dyn Error).downcast_ref() {
            Some(error) => failure(error),
            None => ("operation_failed", error.to_string()),
        })
        .map(|output| serde_json::to_string(&output).unwrap())
}

/// Of a call by name.
pub(crate) fn by_name(answer: Result<Json, GatewayError>) -> Answer {
    answer.map(Json::into_string).map_err(|error| failure(&error))
}

fn failure(error: &GatewayError) -> (&'static str, String) {
    let text = match error.source() {
        Some(source) => source.to_string(),
        None => format!("{:?} {:?} {:?}", error.problems(), error.did_you_mean(), error.known()),
    };
    (error.code(), text)
}

/// Polls a future to its end.
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}
