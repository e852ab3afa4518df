//! What is answered where a guard lets an invocation, or an operation, not begin.

use std::time::SystemTime;

use gateway_runtime::{GatewayError, Json, Priority, Refused};
use http::StatusCode;
use http::header::{HeaderValue, RETRY_AFTER};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::http::response;
use super::{Dispatcher, alexa};
use crate::http::{Problem, Response};
use crate::router::Target;
use crate::source::{Source, recognise};
use crate::{Event, Failure};

/// Asks the guard whether an operation of this priority is left out.
pub(crate) type Sheds = dyn Fn(Priority) -> Option<Refused> + Send + Sync;

impl Dispatcher {
    /// Answers an event that a [`Guard`](gateway_runtime::Guard) has refused, without a look at what it asks for.
    ///
    /// | source | answer |
    /// |---|---|
    /// | a request of HTTP | `429`, with `Retry-After` where it is known when |
    /// | a smart home directive | an `Alexa.ErrorResponse` of the type `RATE_LIMIT_EXCEEDED` |
    /// | a request to a custom skill | an apology in the request's language, and the end of the session |
    /// | records of Firehose | each `ProcessingFailed`, with its data: Firehose puts them aside |
    /// | any other whose sender waits for an answer | the error below |
    /// | a queue, a stream, or any other | `null`, as if it was done: an error would bring it back, and each time is billed. The log says so, at the level `WARN` |
    ///
    /// An operation that is left out because of its [priority](gateway_runtime::OperationInfo::priority) is answered in the
    /// same way, and so is a single record.
    ///
    /// # Errors
    /// `Gateway.Refused`
    pub fn refuse(&self, event: &Event, refused: &Refused) -> Result<Json, Failure> {
        let bytes = event.as_bytes();
        let Ok(source) = recognise(bytes) else { return Err(refused.into()) };
        let comes_again = source.is_waited_for();
        tracing::warn!(source = %source, reason = refused.why, comes_again, "an invocation was refused");
        if source.is_http()
            && let Some(answer) = self.spoken_for(source, bytes, || too_many(refused))
        {
            return Ok(answer);
        }
        turned_away(source, bytes, refused.into())
    }

    /// Whether the guard leaves an operation out.
    pub(super) fn check_priority(&self, target: &Target) -> Result<(), GatewayError> {
        let priority = target.operation.priority();
        let Some(refused) = self.settings.sheds.as_ref().and_then(|sheds| sheds(priority)) else { return Ok(()) };
        let operation = format!("{}.{}", target.interface, target.operation.name);
        tracing::warn!(operation, priority = %priority, reason = refused.why, "an operation was left out");
        Err(GatewayError::operation_failed(refused))
    }
}

/// An event whose operation was refused, of a source that has no words of its own for it.
pub(super) fn turned_away(source: Source, event: &[u8], failure: Failure) -> Result<Json, Failure> {
    let in_its_words = match source {
        Source::Firehose => not_transformed(event),
        _ => alexa::refused(source, event),
    };
    match in_its_words {
        Some(answer) => Ok(answer),
        None if source.is_waited_for() => Err(failure),
        None => Ok(Json::of(&()).expect("null is JSON")),
    }
}

/// Firehose puts these records aside, as they are. It calls again for an error.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html>.
fn not_transformed(event: &[u8]) -> Option<Json> {
    #[derive(Deserialize)]
    struct Batch<'a> {
        #[serde(borrow)]
        records: Vec<Record<'a>>,
    }

    #[derive(Deserialize, Serialize)]
    struct Record<'a> {
        #[serde(borrow, rename = "recordId")]
        id: &'a RawValue,
        #[serde(borrow)]
        data: &'a RawValue,
        #[serde(skip_deserializing)]
        result: &'static str,
    }

    #[derive(Serialize)]
    struct Answer<'a> {
        records: Vec<Record<'a>>,
    }

    let Batch { mut records } = serde_json::from_slice(event).ok()?;
    for record in &mut records {
        record.result = "ProcessingFailed";
    }
    Json::of(&Answer { records }).ok()
}

/// Why the guard left an operation out, if that is what an error says.
pub(super) fn refusal(error: &GatewayError) -> Option<&Refused> {
    std::error::Error::source(error)?.downcast_ref()
}

pub(super) fn too_many(refused: &Refused) -> Response {
    let answer = response(Problem::new(StatusCode::TOO_MANY_REQUESTS).detail(refused.why));
    // At least a second, or who is told 0 comes again at once.
    let seconds =
        refused.until.map(|until| until.duration_since(SystemTime::now()).map_or(1, |left| left.as_secs() + 1));
    match seconds {
        Some(seconds) => answer.with_header(RETRY_AFTER, HeaderValue::from(seconds)),
        None => answer,
    }
}
