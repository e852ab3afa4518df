//! The Runtime API, version 2018-06-01: the function's side of the desk.
//!
//! See <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>; where that page is silent, AWS's runtime
//! interface emulator is the model.

use std::error::Error;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::body::{self, Body};
use super::desk::{Desk, Refused, Taken};
use super::invocation::Outcome;
use super::record::Status;
use super::reply::{self, Reply};

/// What AWS lets a buffered response weigh, in bytes: 6 MiB, and 100 for the envelope.
pub(super) const RESPONSE_LIMIT: usize = 6 * 1024 * 1024 + 100;

/// The part of the path behind the version.
pub(super) const PREFIX: &str = "/2018-06-01/runtime/";

const INVOCATION_ID: &str = "lambda-runtime-invocation-id";

/// Answers the function; `path` is what stands behind [`PREFIX`].
pub(super) async fn serve<B>(
    desk: &Arc<Desk>,
    method: &Method,
    path: &str,
    arn: &str,
    headers: &HeaderMap,
    body: B,
) -> Reply
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
        (&Method::POST, ["invocation", request_id, "response"]) => {
            match body::collect(body, RESPONSE_LIMIT).await {
                Ok(response) => settle(desk, request_id, headers, Outcome::Response(response), Status::Success).await,
                Err(refused) if refused.is_too_large() => {
                    // The caller is told why, unless the function was not to answer anyhow.
                    let settled =
                        settle(desk, request_id, headers, too_large(), Status::Error("Function.ResponseSizeTooLarge"));
                    let settled = settled.await;
                    if settled.status().is_success() { refused.to_runtime() } else { settled }
                }
                Err(refused) => refused.to_runtime(),
            }
        }
        (&Method::POST, ["invocation", request_id, "error"]) => match body::collect(body, RESPONSE_LIMIT).await {
            Ok(error) => settle(desk, request_id, headers, Outcome::Error(error), Status::Failed).await,
            Err(refused) => refused.to_runtime(),
        },
        (&Method::POST, ["init", "error"]) => match body::collect(body, RESPONSE_LIMIT).await {
            Ok(error) => {
                desk.caught_up().await;
                if desk.fail_start(&Outcome::Error(error)) {
                    reply::accepted()
                } else {
                    let message = "State transition from Ready to InitError failed for runtime. Error: \
                                   State transition is not allowed";
                    reply::runtime_error(StatusCode::FORBIDDEN, "InvalidStateTransition", message)
                }
            }
            Err(refused) => refused.to_runtime(),
        },
        _ => reply::runtime_error(StatusCode::NOT_FOUND, "NotFound", "no such call of the Runtime API"),
    }
}

fn next(taken: Taken, arn: &str) -> Reply {
    let invocation = taken.invocation;
    let mut reply = reply::json_bytes(StatusCode::OK, invocation.payload);
    let headers = reply.headers_mut();
    for (name, value) in [
        ("lambda-runtime-aws-request-id", invocation.request_id.as_str()),
        (INVOCATION_ID, &invocation.attempt_id),
        ("lambda-runtime-deadline-ms", &taken.deadline_ms.to_string()),
        ("lambda-runtime-invoked-function-arn", arn),
    ] {
        headers.insert(name, HeaderValue::try_from(value).expect("ids and names are printable ASCII"));
    }
    headers.insert("lambda-runtime-trace-id", invocation.trace_id);
    if let Some(tenant_id) = invocation.tenant_id {
        headers.insert("lambda-runtime-aws-tenant-id", tenant_id);
    }
    if let Some(client_context) = invocation.client_context {
        headers.insert("lambda-runtime-client-context", client_context);
    }
    reply
}

fn too_large() -> Outcome {
    let message = format!("Response payload size exceeded maximum allowed payload size ({RESPONSE_LIMIT} bytes).");
    Outcome::error("Function.ResponseSizeTooLarge", &message)
}

async fn settle(desk: &Arc<Desk>, request_id: &str, headers: &HeaderMap, outcome: Outcome, status: Status) -> Reply {
    desk.caught_up().await;
    let invocation_id = headers.get(INVOCATION_ID).map(HeaderValue::as_bytes);
    match desk.settle(request_id, invocation_id, outcome, status) {
        Ok(()) => reply::accepted(),
        Err(Refused::Unknown) => {
            reply::runtime_error(StatusCode::BAD_REQUEST, "InvalidRequestID", "Invalid request ID")
        }
        Err(Refused::TooLate) => reply::runtime_error(StatusCode::GONE, "InvokeTimeout", "Invoke timeout"),
    }
}
