//! From an event's bytes to operations, and back to the answer in the source's shape.

mod alexa;
mod batch;
mod event;
mod http;
mod params;
mod refuse;
mod request;

use ::http::StatusCode;
use gateway_runtime::{Catalogue, Context, ErrorKind, Execution, Gateway, GatewayError, Json, Params};

use crate::host::Settings;
use crate::http::Problem;
use crate::router::{Routes, StartError, Target};
use crate::serving::Serving;
use crate::source::{Direct, Source, recognise};
use crate::{Event, Failure};
use params::Reading;
pub(crate) use refuse::Sheds;

/// Answers events with the operations of one gateway, each as its triggers say.
///
/// [`Host::build`](crate::Host::build) makes it. A function does not need it: [`run`](crate::run) does all. It is for
/// tests, and for who brings a loop of their own.
///
/// Each event is answered in the [`Context`](gateway_runtime::Context) in which the answer is awaited.
#[derive(Debug)]
pub struct Dispatcher {
    routes: Routes,
    catalogue: &'static Catalogue,
    execute: fn(&str, &str, &Params<'_>) -> Execution,
    settings: Settings,
}

impl Dispatcher {
    pub(crate) fn new<G: Gateway>(settings: Settings) -> Result<Self, StartError> {
        let catalogue = G::catalogue();
        Ok(Self { routes: Routes::of(catalogue)?, catalogue, execute: G::execute, settings })
    }

    /// Answers an event.
    ///
    /// | source | answer |
    /// |---|---|
    /// | a request of HTTP | a response, also where nothing answers the path, or an operation fails |
    /// | a smart home directive | the result, or else an `Alexa.ErrorResponse` |
    /// | a batch | which records are to come again: see [`Batch::answer`](crate::batch::Batch::answer) |
    /// | any other | the result of the operation |
    ///
    /// # Errors
    /// | type | when |
    /// |---|---|
    /// | `Gateway.BadEvent` | the event is not JSON, of no known source, or not as its source writes it |
    /// | `Gateway.NoTrigger` | no operation has a trigger for its source |
    /// | `Gateway.UnknownOperation` | a direct invocation names no operation that has the trigger `direct` |
    /// | `Gateway.BatchFailed` | no record of a batch was handled, or not every one where the source cannot be told which |
    /// | `Gateway.Refused` | a guard leaves the operation out: see [`refuse`](Self::refuse) |
    /// | `Gateway.InvalidParams`, .. | a [`GatewayError`] of the operation, by its code |
    pub async fn answer(&self, event: &Event) -> Result<Json, Failure> {
        Serving::keep(event);
        let bytes = event.as_bytes();
        let source = recognise(bytes).map_err(|error| Failure::bad_event(error.to_string()))?;
        let answer = match source {
            Source::Direct => self.direct(bytes).await,
            Source::AlexaSmartHome => self.directive(bytes).await,
            Source::WebSocket => self.message(bytes).await,
            _ if source.is_http() => self.request(source, bytes).await,
            _ if source.is_batch() => self.batch(source, bytes).await,
            _ => self.event(source, bytes).await,
        };
        match answer {
            Err(failure) if failure.is_refusal() => refuse::turned_away(source, bytes, failure),
            answer => answer,
        }
    }

    /// Answers an event in the host's stead, where [`answer`](Self::answer) came too late, or to more than Lambda takes:
    /// who sent a request or a directive hears of it in the words of its own protocol.
    ///
    /// | source | answer |
    /// |---|---|
    /// | a request of HTTP | a problem: `504` for `Gateway.DeadlineExceeded`, `500` for `Gateway.ResponseTooLarge` and `Gateway.Panicked` |
    /// | a smart home directive | an `Alexa.ErrorResponse` of the type `INTERNAL_ERROR` |
    /// | a request to a custom skill | an apology in the request's language, and the end of the session |
    ///
    /// It says nothing of the failure, except in development, and logs nothing.
    ///
    /// # Errors
    /// `failure`: of any other type, of any other source, and where the event cannot be read.
    ///
    /// ```
    /// use gateway_lambda::{Dispatcher, Event, Failure};
    /// use gateway_runtime::Json;
    ///
    /// /// A loop's step that lets no answer be longer than its platform takes.
    /// async fn step(dispatcher: &Dispatcher, event: &Event, limit: usize) -> Result<Json, Failure> {
    ///     let answer = dispatcher.answer(event).await?;
    ///     if answer.as_bytes().len() <= limit {
    ///         return Ok(answer);
    ///     }
    ///     dispatcher.answer_failed(event, Failure::new("Gateway.ResponseTooLarge", "the answer is too large"))
    /// }
    /// ```
    pub fn answer_failed(&self, event: &Event, failure: Failure) -> Result<Json, Failure> {
        let status = match failure.error_type() {
            Failure::DEADLINE_EXCEEDED => StatusCode::GATEWAY_TIMEOUT,
            Failure::RESPONSE_TOO_LARGE | Failure::PANICKED => StatusCode::INTERNAL_SERVER_ERROR,
            _ => return Err(failure),
        };
        let bytes = event.as_bytes();
        let answer = match recognise(bytes) {
            Ok(source) if source.is_http() => {
                let problem = Problem::new(status);
                let problem = if self.settings.development { problem.detail(failure.message()) } else { problem };
                self.spoken_for(source, bytes, || http::response(problem))
            }
            Ok(source) => alexa::failed(source, bytes),
            Err(_) => None,
        };
        answer.ok_or(failure)
    }

    async fn direct(&self, event: &[u8]) -> Result<Json, Failure> {
        let direct = Direct::decode(event).map_err(|error| Failure::bad_event(error.to_string()))?;
        // What is there but has no trigger is answered as what is not there.
        let Some(target) = self.routes.direct(direct.interface(), direct.operation()) else {
            return Err(self.unknown(direct.interface(), direct.operation()));
        };
        Ok(self.call(target, &Reading::certain(direct.params().into())).await?)
    }

    fn unknown(&self, interface: &str, operation: &str) -> Failure {
        // As with a path: who guesses is not helped in production.
        let nearest = self.settings.development.then(|| self.routes.nearest_direct(interface, operation)).flatten();
        let hint = nearest.map(|nearest| format!(", did you mean `{nearest}`?")).unwrap_or_default();
        let message = format!("no operation of this name takes a direct invocation{hint}");
        Failure::new("Gateway.UnknownOperation", message)
    }

    /// Calls an operation. Parameters that may be read in several ways are read in the first that it accepts.
    async fn call(&self, target: &Target, params: &Reading<'_>) -> Result<Json, GatewayError> {
        let (interface, operation) = (target.interface, target.operation.name);
        Serving::note(interface, operation);
        self.check_priority(target)?;
        let error = match (self.execute)(interface, operation, &Params::from(&*params.likeliest())).await {
            Err(error) if target.refused(&error) => error,
            result => return result,
        };
        let check = |json: &str| self.catalogue.check_params(interface, operation, json);
        match params.settle(check) {
            Some(json) => (self.execute)(interface, operation, &Params::from(json)).await,
            None => Err(error),
        }
    }
}

/// An id that is longer, in bytes, is none: a client can send a load balancer any, and it stands in each line of the log.
const LONGEST_ID: usize = 256;

/// Tells the context of the invocation which id the event has.
fn correlate(id: Option<String>) {
    if let Some(id) = id.filter(|id| (1..=LONGEST_ID).contains(&id.len())) {
        Context::current().correlate(id);
    }
}

/// Logs the error of an operation that the answer does not show, as that of one which ends an invocation. A panic has been
/// logged where it happened.
fn log_failure(error: GatewayError) {
    if error.kind() == ErrorKind::Panicked {
        return;
    }
    let operation = error.interface().zip(error.operation()).map(|(name, operation)| format!("{name}.{operation}"));
    let failure = Failure::from(error);
    tracing::error!(
        operation,
        exception = &*failure.chain(),
        exception_name = failure.error_type(),
        "the operation failed"
    );
}
