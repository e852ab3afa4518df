//! The answers of the two HTTP interfaces, in AWS's shapes.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use http_body_util::Full;
use serde_json::{Value, json};

pub(super) type Reply = Response<Full<Bytes>>;

pub(super) fn json_bytes(status: StatusCode, body: Bytes) -> Reply {
    let mut reply = Response::new(Full::new(body));
    *reply.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    reply.headers_mut().insert(header::CONTENT_TYPE, json);
    reply
}

pub(super) fn json_value(status: StatusCode, body: &Value) -> Reply {
    json_bytes(status, Bytes::from(body.to_string()))
}

/// The Runtime API took what the function sent.
pub(super) fn accepted() -> Reply {
    json_value(StatusCode::ACCEPTED, &json!({ "status": "OK" }))
}

/// The Runtime API refuses what the function sent.
pub(super) fn runtime_error(status: StatusCode, error_type: &str, message: &str) -> Reply {
    json_value(status, &json!({ "errorType": error_type, "errorMessage": message }))
}

/// The Lambda API refuses a request.
pub(super) fn service_error(status: StatusCode, exception: &'static str, message: &str) -> Reply {
    let mut reply = json_value(status, &json!({ "Type": "User", "message": message }));
    let name = HeaderValue::from_static(exception);
    reply.headers_mut().insert("x-amzn-errortype", name);
    reply
}

/// The Lambda API has more to do than it may.
pub(super) fn too_many_requests() -> Reply {
    let body = json!({ "Reason": "ConcurrentInvocationLimitExceeded", "Type": "User", "message": "Rate Exceeded." });
    let mut reply = json_value(StatusCode::TOO_MANY_REQUESTS, &body);
    let name = HeaderValue::from_static("TooManyRequestsException");
    reply.headers_mut().insert("x-amzn-errortype", name);
    reply
}
