//! `Invoke` of the Lambda API: the caller's side of the desk.
//!
//! See <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html>.

use std::error::Error;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use http_body_util::Full;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::body::{self, Body};
use super::desk::Desk;
use super::invocation::{Answer, Invocation, Outcome};
use super::reply::{self, Reply};

/// What AWS lets the event of a synchronous invocation weigh, in bytes.
pub(super) const EVENT_LIMIT: usize = 6 * 1024 * 1024;

/// The same for one that nobody waits for: see
/// [quotas](https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
const ASYNCHRONOUS_EVENT_LIMIT: usize = 1024 * 1024;

/// Whether `path` is the one of `Invoke`, whatever the function's name: there is only one.
pub(super) fn is_invoke(path: &str) -> bool {
    path.strip_prefix("/2015-03-31/functions/")
        .and_then(|rest| rest.strip_suffix("/invocations"))
        .is_some_and(|name| !name.is_empty() && !name.contains('/'))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    RequestResponse,
    Event,
    DryRun,
}

/// Invokes the function with the body as its event.
pub(super) async fn serve<B>(desk: &Desk, headers: &HeaderMap, body: B) -> Reply
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let kind = match headers.get("x-amz-invocation-type").map(HeaderValue::as_bytes) {
        None | Some(b"RequestResponse") => Kind::RequestResponse,
        Some(b"Event") => Kind::Event,
        Some(b"DryRun") => Kind::DryRun,
        Some(_) => {
            return invalid_parameter("X-Amz-Invocation-Type must be RequestResponse, Event or DryRun");
        }
    };
    let tail = match headers.get("x-amz-log-type").map(HeaderValue::as_bytes) {
        None | Some(b"None") => false,
        Some(b"Tail") => true,
        Some(_) => return invalid_parameter("X-Amz-Log-Type must be None or Tail"),
    };
    let limit = if kind == Kind::Event { ASYNCHRONOUS_EVENT_LIMIT } else { EVENT_LIMIT };
    let payload = match body::collect(body, limit).await {
        // What Lambda makes of an invocation without a payload.
        Ok(payload) if payload.is_empty() => Bytes::from_static(b"{}"),
        Ok(payload) => payload,
        Err(refused) => return refused.to_service(),
    };
    if let Err(error) = serde_json::from_slice::<IgnoredAny>(&payload) {
        return invalid_content(&format!("Could not parse request body into json: {error}"));
    }
    let mut invocation = Invocation::of_event(headers, payload);
    invocation.tenant_id = headers.get("x-amz-tenant-id").cloned();
    match headers.get("x-amz-client-context").map(client_context) {
        None => {}
        Some(Some(context)) => invocation.client_context = Some(context),
        Some(None) => return invalid_content("X-Amz-Client-Context must be the base64 of a JSON object"),
    }

    let id = HeaderValue::try_from(&invocation.request_id).expect("a UUID is printable ASCII");
    let mut reply = match kind {
        Kind::DryRun => empty(StatusCode::NO_CONTENT),
        _ => match desk.submit(invocation) {
            None => reply::too_many_requests(),
            Some(answer) if kind == Kind::Event => {
                drop(answer);
                empty(StatusCode::ACCEPTED)
            }
            // The desk is only dropped when the program ends.
            Some(answer) => {
                answer.await.map_or_else(|_| empty(StatusCode::BAD_GATEWAY), |answer| answered(answer, tail))
            }
        },
    };
    reply.headers_mut().insert("x-amzn-requestid", id);
    reply
}

fn answered(answer: Answer, tail: bool) -> Reply {
    let is_error = matches!(answer.outcome, Outcome::Error(_));
    let (Outcome::Response(body) | Outcome::Error(body)) = answer.outcome;
    let mut reply = reply::json_bytes(StatusCode::OK, body);
    let headers = reply.headers_mut();
    headers.insert("x-amz-executed-version", HeaderValue::from_static("$LATEST"));
    if is_error {
        headers.insert("x-amz-function-error", HeaderValue::from_static("Unhandled"));
    }
    if tail {
        let log = BASE64.encode(answer.record.log.tail());
        headers.insert("x-amz-log-result", HeaderValue::try_from(log).expect("base64 is printable ASCII"));
    }
    reply
}

fn empty(status: StatusCode) -> Reply {
    let mut reply = Response::new(Full::default());
    *reply.status_mut() = status;
    reply
}

/// The JSON of a client context, on one line and so fit for a header.
fn client_context(header: &HeaderValue) -> Option<HeaderValue> {
    let context: Value = serde_json::from_slice(&BASE64.decode(header).ok()?).ok()?;
    HeaderValue::try_from(context.as_object().map(|_| context.to_string())?).ok()
}

fn invalid_parameter(message: &str) -> Reply {
    reply::service_error(StatusCode::BAD_REQUEST, "InvalidParameterValueException", message)
}

fn invalid_content(message: &str) -> Reply {
    reply::service_error(StatusCode::BAD_REQUEST, "InvalidRequestContentException", message)
}
