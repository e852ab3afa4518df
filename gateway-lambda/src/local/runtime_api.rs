//! The Runtime API, version 2018-06-01: the function's side of the desk.
//!
//! See <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>.

use std::error::Error;
use std::sync::Arc;

use http::{HeaderValue, Method, StatusCode};

use super::body::{self, Body};
use super::desk::{Desk, Outcome, Taken};
use super::reply::{self, Reply};

/// What AWS lets a buffered response weigh, in bytes: 6 MiB, and 100 for the envelope.
pub(super) const RESPONSE_LIMIT: usize = 6 * 1024 * 1024 + 100;

/// The part of the path behind the version.
pub(super) const PREFIX: &str = "/2018-06-01/runtime/";

/// Answers the function; `path` is what stands behind [`PREFIX`].
pub(super) async fn serve<B>(desk: &Arc<Desk>, method: &Method, path: &str, arn: &str, body: B) -> Reply
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let path: Vec<&str> = path.split('/').collect();
    match (method, path.as_slice()) {
        (&Method::GET, ["invocation", "next"]) => match desk.next().await {
            Some(taken) => next(taken, arn),
            None => reply::runtime_error(StatusCode::GONE, "Gone", "this process has ended"),
        },
        (&Method::POST, ["invocation", request_id, "response"]) => respond(desk, request_id, body).await,
        (&Method::POST, ["invocation", request_id, "error"]) => match body::collect(body, RESPONSE_LIMIT).await {
            Ok(error) => settle(desk, request_id, Outcome::Error(error)),
            Err(refused) => refused.to_runtime(),
        },
        (&Method::POST, ["init", "error"]) => match body::collect(body, RESPONSE_LIMIT).await {
            Ok(error) => {
                desk.refuse_waiting(&Outcome::Error(error));
                reply::accepted()
            }
            Err(refused) => refused.to_runtime(),
        },
        _ => reply::runtime_error(StatusCode::NOT_FOUND, "NotFound", "no such call of the Runtime API"),
    }
}

fn next(taken: Taken, arn: &str) -> Reply {
    let invocation = taken.invocation;
    let mut reply = reply::json_bytes(StatusCode::OK, invocation.payload);
    let headers = [
        ("lambda-runtime-aws-request-id", invocation.request_id),
        ("lambda-runtime-deadline-ms", taken.deadline_ms.to_string()),
        ("lambda-runtime-invoked-function-arn", arn.to_owned()),
        ("lambda-runtime-trace-id", invocation.trace_id),
    ];
    for (name, value) in headers {
        let value = HeaderValue::try_from(value).expect("ids and names are printable ASCII");
        reply.headers_mut().insert(name, value);
    }
    reply
}

async fn respond<B>(desk: &Desk, request_id: &str, body: B) -> Reply
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    match body::collect(body, RESPONSE_LIMIT).await {
        Ok(response) => settle(desk, request_id, Outcome::Response(response)),
        Err(refused) => {
            if refused.is_too_large() {
                let message =
                    format!("Response payload size exceeded maximum allowed payload size ({RESPONSE_LIMIT} bytes).");
                desk.settle(request_id, Outcome::error("Function.ResponseSizeTooLarge", &message));
            }
            refused.to_runtime()
        }
    }
}

fn settle(desk: &Desk, request_id: &str, outcome: Outcome) -> Reply {
    if desk.settle(request_id, outcome) {
        reply::accepted()
    } else {
        reply::runtime_error(StatusCode::BAD_REQUEST, "InvalidRequestID", "Invalid request ID")
    }
}
