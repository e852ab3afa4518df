//! What is asked of a service.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use serde::Serialize;

/// A call of one operation, to be [sent](super::AwsClient::send).
///
/// ```
/// use gateway_http::Method;
/// use gateway_http::aws::AwsRequest;
/// use serde_json::json;
///
/// let read = AwsRequest::json("GetItem", &json!({"TableName": "budget", "Key": {"pk": {"S": "a"}}}));
/// let limit = AwsRequest::rest("PutFunctionConcurrency", Method::PUT, "/2017-10-31/functions/orders/concurrency")
///     .body(&json!({"ReservedConcurrentExecutions": 5}));
/// assert!(!format!("{read:?}").contains("budget"));
/// ```
#[must_use = "a request does nothing until a client sends it"]
pub struct AwsRequest {
    pub(super) operation: &'static str,
    pub(super) method: Method,
    /// `None` where the operation is named by a header.
    pub(super) path: Option<String>,
    /// `None` if it could not be written as JSON.
    pub(super) body: Option<Bytes>,
    pub(super) timeout: Option<Duration>,
}

impl AwsRequest {
    /// A call in AWS's JSON protocol, as most services speak it: the operation, and its parameters.
    pub fn json<T: Serialize + ?Sized>(operation: &'static str, parameters: &T) -> Self {
        Self { path: None, ..Self::rest(operation, Method::POST, "") }.body(parameters)
    }

    /// A call that is a method and a path, as those of Lambda. The path is given as it goes over the wire: whatever is in
    /// it that is not the service's own must be percent-encoded.
    pub fn rest(operation: &'static str, method: Method, path: impl Into<String>) -> Self {
        Self { operation, method, path: Some(path.into()), body: Some(Bytes::new()), timeout: None }
    }

    /// Sets the body.
    pub fn body<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.body = serde_json::to_vec(value).ok().map(Bytes::from);
        self
    }

    /// The time for all of it, if it is not to be the client's.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }
}

/// Shows no parameters.
impl fmt::Debug for AwsRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsRequest").field("operation", &self.operation).finish_non_exhaustive()
    }
}
