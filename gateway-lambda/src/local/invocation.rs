//! An event on its way to the function, and what came of it.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use serde_json::json;
use uuid::Uuid;

use super::record::Record;
use crate::source::{self, Source};

/// One event on its way to the function.
#[derive(Clone, Debug)]
pub(super) struct Invocation {
    /// For people: the request, the operation, or the source.
    pub(super) what: String,
    pub(super) request_id: String,
    /// Of this attempt: an answer that names another one is stale.
    pub(super) attempt_id: String,
    pub(super) trace_id: HeaderValue,
    pub(super) tenant_id: Option<HeaderValue>,
    /// JSON.
    pub(super) client_context: Option<HeaderValue>,
    pub(super) payload: Bytes,
}

impl Invocation {
    /// An invocation with ids of its own; the trace is the caller's, if it names one.
    pub(super) fn new(what: String, headers: &HeaderMap, payload: Bytes) -> Self {
        Self {
            what,
            request_id: Uuid::new_v4().to_string(),
            attempt_id: Uuid::new_v4().to_string(),
            trace_id: headers.get("x-amzn-trace-id").cloned().unwrap_or_else(new_trace_id),
            tenant_id: None,
            client_context: None,
            payload,
        }
    }

    /// The same for an event that stands for itself.
    pub(super) fn of_event(headers: &HeaderMap, event: Bytes) -> Self {
        let what = source::recognise(&event).map_or("event", Source::as_str).to_owned();
        Self::new(what, headers, event)
    }
}

/// A trace header in X-Ray's form: the time in seconds, then 96 random bits, then the 64 of the parent span.
fn new_trace_id() -> HeaderValue {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (root, parent) = (Uuid::new_v4().simple().to_string(), Uuid::new_v4().simple().to_string());
    let header = format!("Root=1-{seconds:08x}-{};Parent={};Sampled=0", &root[..24], &parent[..16]);
    HeaderValue::try_from(header).expect("hexadecimal digits and ASCII")
}

/// What the caller of an invocation gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The function's answer, byte for byte.
    Response(Bytes),
    /// An error object, from the function or about it.
    Error(Bytes),
}

impl Outcome {
    /// An error object in the shape of the Runtime API.
    pub(super) fn error(error_type: &str, message: &str) -> Self {
        let body = json!({ "errorType": error_type, "errorMessage": message });
        Self::Error(Bytes::from(body.to_string()))
    }

    pub(super) fn error_about(request_id: &str, error_type: &str, what: &str) -> Self {
        Self::error(error_type, &format!("RequestId: {request_id} Error: {what}"))
    }

    pub(super) fn bytes(&self) -> &Bytes {
        match self {
            Self::Response(bytes) | Self::Error(bytes) => bytes,
        }
    }
}

/// The outcome, and what it took.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) outcome: Outcome,
    pub(super) record: Arc<Record>,
}
