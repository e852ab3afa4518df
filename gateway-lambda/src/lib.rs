//! The AWS Lambda host of the Gateway framework.
//!
//! [`run`] is the whole `main` of a function. On AWS it asks the
//! [Runtime API](https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html) for events, leads each to an operation
//! of the gateway and answers with the result. Anywhere else, with the feature `local`, it is a Lambda of its own: a
//! Runtime API on loopback, with the very same loop against it.
//!
//! | error type | when |
//! |---|---|
//! | `Gateway.BadEvent` | the event is not JSON, or of no kind that is answered |
//! | `Gateway.BadInvocation` | the Runtime API sent an event with headers that cannot be read |
//! | `Gateway.DeadlineExceeded` | there is no answer 100 ms before the deadline |
//! | `Gateway.Panicked` | code outside of an operation panicked, or an operation whose error is passed on |
//! | `Gateway.ResponseTooLarge` | the answer is larger than what Lambda takes: 6,291,556 bytes |
//! | `Gateway.StartFailed` | the host cannot start |
//! | `Gateway.UnknownOperation`, `Gateway.InvalidParams`, .. | a [`GatewayError`](gateway_runtime::GatewayError), by its code |

pub mod batch;
mod deadline;
mod event;
mod failure;
pub mod http;
pub mod initialization;
pub mod lambda;
#[cfg(feature = "local")]
mod local;
mod panic;
mod route;
mod runtime_loop;
mod serving;
pub mod source;
mod start;

use std::io;
use std::process::ExitCode;

use gateway_runtime::Gateway;

pub use event::Event;
pub use failure::Failure;
#[cfg(feature = "local")]
pub use local::LocalRuntime;
pub use route::{Call, Route};
#[cfg(feature = "graceful-shutdown")]
pub use runtime_loop::on_drain;
pub use start::start_failed;

/// Whether this process was started to run a function: by AWS, by its emulator, or by the local runtime.
pub fn on_lambda() -> bool {
    std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_some()
}

/// Runs the function until its environment ends: every event is led by `route` to an operation of the gateway `G`.
///
/// Each event is answered within its own [`Context`](gateway_runtime::Context), also in parallel, where
/// `AWS_LAMBDA_MAX_CONCURRENCY` allows it. One thread does it all: on the fraction of a processor that a small Lambda
/// has, more threads only cost more.
///
/// If this is not a Lambda (see [`on_lambda`]), the feature `local` makes it one, as `LocalRuntime::new().run()` does;
/// without it the exit code is 1, and standard error says why.
///
/// # Examples
///
/// ```no_run
/// use std::process::ExitCode;
///
/// use gateway_lambda::{Call, Event, Failure, Route};
/// use gateway_runtime::{Json, gateway};
///
/// mod greeting {
///     use gateway_runtime::{gateway_interface, gateway_op};
///
///     /// Greets.
///     #[gateway_op(interface = "greeting")]
///     pub fn hello(name: &str) -> String {
///         format!("hello, {name}")
///     }
///
///     gateway_interface! { pub greeting { hello } }
/// }
///
/// gateway! { pub Gateway { greeting } }
///
/// /// Every event is the parameters of the one operation.
/// fn route(event: &Event) -> Result<Route, Failure> {
///     let params: Json = serde_json::from_slice::<serde_json::Value>(event.as_bytes())
///         .map_err(|error| Failure::bad_event(error.to_string()))
///         .and_then(|event| Ok(Json::of(&event)?))?;
///     let answer = |result: Result<Json, _>| Ok(result?);
///     Ok(Route::Call(Call { interface: "greeting", operation: "hello", params, answer }))
/// }
///
/// fn main() -> ExitCode {
///     gateway_lambda::run::<gateway::Gateway>(route)
/// }
/// ```
pub fn run<G: Gateway>(route: impl Fn(&Event) -> Result<Route, Failure> + Clone + Send + 'static) -> ExitCode {
    if !on_lambda() {
        return off_lambda();
    }
    #[cfg(feature = "local")]
    local::follow_parent::<G>();
    let handle = move |event: Event| {
        let route = route.clone();
        async move {
            #[cfg(feature = "local")]
            if let Some(call) = local::called::<G>(&event) {
                return Ok(call.await?);
            }
            route::answer::<G>(route(&event)).await
        }
    };
    runtime_loop::run(runtime_loop::DEADLINE_MARGIN, handle)
}

#[cfg(feature = "local")]
fn off_lambda() -> ExitCode {
    LocalRuntime::new().run()
}

#[cfg(not(feature = "local"))]
fn off_lambda() -> ExitCode {
    eprintln!(
        "error: AWS_LAMBDA_RUNTIME_API is not set: this program is a Lambda function\n  \
         help: to run it here, build it with the feature `local` of `gateway-lambda`"
    );
    ExitCode::FAILURE
}

fn current_thread() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}
