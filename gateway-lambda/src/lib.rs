//! The AWS Lambda host of the Gateway framework.
//!
//! [`run`] is the whole `main` of a function. On AWS it asks the
//! [Runtime API](https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html) for events, leads each to an operation
//! of the gateway and answers with the result. Anywhere else, with the feature `local`, it is a Lambda of its own: a
//! Runtime API on loopback, with the very same loop against it.
//!
//! # Triggers
//! Nothing is callable from outside but an operation whose annotation says so:
//!
//! | annotation | called by | parameters |
//! |---|---|---|
//! | `http = "GET /orders/{id}"` | a [request](http), through any service that sends requests | from the path, the query, the members of the JSON body |
//! | `event = "sqs"`, or another [source](source::Source) | an event, or each record of a [batch] | the members of the [payload](source::payload()) |
//! | `alexa = "Alexa.PowerController"` | a directive of this namespace; of a name in it, `Alexa.PowerController.TurnOn`; any, `Alexa.*`. The most specific one takes it | the members of the directive: `header`, `endpoint`, `payload` |
//! | `alexa = "skill"` | a request to a custom skill | `version`, `session`, `context`, `request` |
//! | `direct` | an invocation with `{"interface": .., "operation": .., "params": {..}}` | `params` |
//!
//! A parameter with `#[op(body)]` takes the whole body, or the whole payload; one with `#[op(header = "x-api-version")]` a
//! header of the request. A text of a path, a query or a header reaches a parameter of any type that can be read from a
//! text, a number or a boolean, and a list takes several. Members of a body that are not parameters are refused, as a typing
//! error would go unseen; in a payload they are left out, since a service may send more any day. What the query has
//! besides is not looked at.
//!
//! Two operations with one trigger are a compile error. What the compiler cannot know, such as paths that overlap, is a
//! [`StartError`] that names all of them with file and line.
//!
//! # Errors
//! A request is answered in the words of HTTP, and a directive in those of Alexa, also where nothing takes them, and where
//! their operation fails or panics. Everything else that goes wrong is an error of the invocation, by one of these types:
//!
//! | error type | when |
//! |---|---|
//! | `Gateway.BadEvent` | the event is not JSON, or of no kind that is known |
//! | `Gateway.BadInvocation` | the Runtime API sent an event without a deadline that can be read |
//! | `Gateway.DeadlineExceeded` | there is no answer 100 ms before the deadline |
//! | `Gateway.NoTrigger` | no operation takes events of its source |
//! | `Gateway.BatchFailed` | no record of a batch was handled, or not every one where the source cannot be told which |
//! | `Gateway.Panicked` | code outside of an operation panicked, or an operation whose error is passed on |
//! | `Gateway.ResponseTooLarge` | the answer is larger than what Lambda takes: 6,291,556 bytes |
//! | `Gateway.StartFailed` | the host cannot start |
//! | `Gateway.UnknownOperation`, `Gateway.InvalidParams`, .. | a [`GatewayError`](gateway_runtime::GatewayError), by its code |

pub mod alexa;
pub mod batch;
mod deadline;
mod dispatch;
mod event;
mod failure;
mod host;
pub mod http;
pub mod initialization;
pub mod lambda;
#[cfg(feature = "local")]
mod local;
mod members;
mod panic;
mod router;
mod runtime_loop;
mod serving;
pub mod source;
mod start;
mod suggest;

use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;

use gateway_runtime::{Gateway, Json};

pub use dispatch::Dispatcher;
pub use event::Event;
pub use failure::Failure;
use host::current_thread;
pub use host::{Host, WARM_UP_LIMIT};
#[cfg(feature = "local")]
pub use local::LocalRuntime;
pub use router::{Fault, OperationAt, StartError};
#[cfg(feature = "graceful-shutdown")]
pub use runtime_loop::on_drain;
pub use start::start_failed;

/// Whether this process was started to run a function: by AWS, by its emulator, or by the local runtime.
pub fn on_lambda() -> bool {
    gateway_runtime::variable("AWS_LAMBDA_RUNTIME_API").is_some()
}

/// Runs the function until its environment ends, with a [`Host`] as it is by default: the whole `main`.
///
/// Nothing of the gateway is callable from outside but what has a trigger.
///
/// # Examples
///
/// ```no_run
/// use std::process::ExitCode;
///
/// use gateway_runtime::gateway;
///
/// mod greeting {
///     use gateway_runtime::{gateway_interface, gateway_op};
///
///     /// Greets.
///     #[gateway_op(interface = "greeting", http = "GET /hello/{name}")]
///     pub fn hello(name: &str) -> String {
///         format!("hello, {name}")
///     }
///
///     gateway_interface! { pub greeting { hello } }
/// }
///
/// gateway! { pub Gateway { greeting } }
///
/// fn main() -> ExitCode {
///     gateway_lambda::run::<gateway::Gateway>()
/// }
/// ```
pub fn run<G: Gateway>() -> ExitCode {
    Host::<G>::new().run()
}

/// Runs a function that is one handler, without a gateway: for what must work whatever becomes of the rest.
///
/// The loop is the same, with the deadline, the panics and the back-off that [`run`] has.
///
/// ```no_run
/// use std::process::ExitCode;
///
/// use gateway_lambda::{Event, Failure};
/// use gateway_runtime::Json;
///
/// fn main() -> ExitCode {
///     gateway_lambda::serve(|event: Event| async move {
///         let size = event.as_bytes().len();
///         Json::of(&size).map_err(Failure::from)
///     })
/// }
/// ```
pub fn serve<H, F>(handle: H) -> ExitCode
where
    H: Fn(Event) -> F + Send + Sync + 'static,
    F: Future<Output = Result<Json, Failure>> + Send + 'static,
{
    serve_any(Arc::new(move |event| Box::pin(handle(event))))
}

type AnyHandler = dyn Fn(Event) -> Pin<Box<dyn Future<Output = Result<Json, Failure>> + Send>> + Send + Sync;

/// One loop for all handlers of a program: each would be 30 kB of it.
fn serve_any(handle: Arc<AnyHandler>) -> ExitCode {
    if !on_lambda() {
        return host::off_lambda();
    }
    let handle = move |event| handle(event);
    runtime_loop::run(runtime_loop::DEADLINE_MARGIN, host::Hooks::default(), handle, Err, |_| async {})
}
