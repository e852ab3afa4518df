//! `Invoke` of the Lambda API: the caller's side of the desk.
//!
//! See <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html>.

use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use http_body_util::Full;
use serde::de::IgnoredAny;
use uuid::Uuid;

use super::body::{self, Body};
use super::desk::{Desk, Invocation, Outcome};
use super::reply::{self, Reply};

/// What AWS lets the event of a synchronous invocation weigh, in bytes.
const EVENT_LIMIT: usize = 6 * 1024 * 1024;

/// Whether `path` is the one of `Invoke`, whatever the function's name.
pub(super) fn is_invoke(path: &str) -> bool {
    path.strip_prefix("/2015-03-31/functions/")
        .and_then(|rest| rest.strip_suffix("/invocations"))
        .is_some_and(|name| !name.is_empty() && !name.contains('/'))
}

/// Invokes the function with the body as its event.
pub(super) async fn serve<B>(desk: &Desk, headers: &HeaderMap, body: B) -> Reply
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let mut payload = match body::collect(body, EVENT_LIMIT).await {
        Ok(payload) => payload,
        Err(refused) => return refused.to_service(),
    };
    if payload.is_empty() {
        // What Lambda makes of an invocation without a payload.
        payload = Bytes::from_static(b"{}");
    }
    if let Err(error) = serde_json::from_slice::<IgnoredAny>(&payload) {
        return reply::service_error(
            StatusCode::BAD_REQUEST,
            "InvalidRequestContentException",
            &format!("Could not parse request body into json: {error}"),
        );
    }

    let request_id = Uuid::new_v4().to_string();
    let mut reply = match headers.get("x-amz-invocation-type").map(HeaderValue::as_bytes) {
        None | Some(b"RequestResponse") => {
            let outcome = desk.submit(invocation(&request_id, headers, payload));
            match outcome.await {
                Ok(Outcome::Response(body)) => reply::json_bytes(StatusCode::OK, body),
                Ok(Outcome::Error(body)) => failed(body),
                // The desk is only dropped when the program ends.
                Err(_) => failed(Bytes::from_static(b"null")),
            }
        }
        Some(b"Event") => {
            drop(desk.submit(invocation(&request_id, headers, payload)));
            empty(StatusCode::ACCEPTED)
        }
        Some(b"DryRun") => empty(StatusCode::NO_CONTENT),
        Some(_) => {
            return reply::service_error(
                StatusCode::BAD_REQUEST,
                "InvalidParameterValueException",
                "X-Amz-Invocation-Type must be RequestResponse, Event or DryRun",
            );
        }
    };
    let id = HeaderValue::try_from(request_id).expect("a UUID is printable ASCII");
    let version = HeaderValue::from_static("$LATEST");
    reply.headers_mut().insert("x-amzn-requestid", id);
    reply.headers_mut().insert("x-amz-executed-version", version);
    reply
}

fn empty(status: StatusCode) -> Reply {
    let mut reply = Response::new(Full::default());
    *reply.status_mut() = status;
    reply
}

fn failed(body: Bytes) -> Reply {
    let mut reply = reply::json_bytes(StatusCode::OK, body);
    let kind = HeaderValue::from_static("Unhandled");
    reply.headers_mut().insert("x-amz-function-error", kind);
    reply
}

fn invocation(request_id: &str, headers: &HeaderMap, payload: Bytes) -> Invocation {
    let given = headers.get("x-amzn-trace-id").and_then(|trace| trace.to_str().ok());
    Invocation { request_id: request_id.to_owned(), trace_id: given.map_or_else(new_trace_id, str::to_owned), payload }
}

/// A trace header in X-Ray's form: the time in seconds, then 96 random bits, then the 64 of the parent span.
fn new_trace_id() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (root, parent) = (Uuid::new_v4().simple().to_string(), Uuid::new_v4().simple().to_string());
    format!("Root=1-{seconds:08x}-{};Parent={};Sampled=0", &root[..24], &parent[..16])
}
