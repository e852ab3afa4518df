//! The calls that `lambda_runtime` keeps to itself.

use std::sync::Arc;

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderValue, Method, Request, StatusCode, Uri, request};
use http_body_util::Full;
use lambda_runtime::Diagnostic;
use serde::Deserialize;

use super::connection::Connection;
use super::event::Received;
#[cfg(feature = "graceful-shutdown")]
use super::extension::Extension;
use super::trouble::Trouble;
use crate::Failure;

/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>.
const ADDRESS: &str = "AWS_LAMBDA_RUNTIME_API";
const NEXT: &str = "/2018-06-01/runtime/invocation/next";
const INIT_ERROR: &str = "/2018-06-01/runtime/init/error";
const ERROR_TYPE: &str = "lambda-runtime-function-error-type";

/// The Runtime API of this environment, over a connection of one's own. A clone has another.
#[derive(Clone)]
pub(super) struct RuntimeApi {
    connection: Connection,
    /// To be cloned: to make it anew for each event costs as much as to find the event's operation.
    next: Request<()>,
    /// What comes before each path: nothing on AWS; `cargo lambda watch` has one Runtime API for several functions.
    base: Arc<str>,
}

impl RuntimeApi {
    /// Where the environment says that it is; asks for nothing yet.
    pub(super) fn new() -> Result<Self, Trouble> {
        let address = gateway_runtime::variable(ADDRESS).and_then(|address| address.parse::<Uri>().ok());
        let address = address.ok_or(Trouble::NoAddress)?;
        let connection = Connection::to(address.authority().ok_or(Trouble::NoAddress)?)?;
        let base: Arc<str> = address.path().trim_end_matches('/').into();
        let next = Request::builder().method(Method::GET).uri(format!("{base}{NEXT}")).body(());
        Ok(Self { connection, next: next.map_err(|_| Trouble::NoAddress)?, base })
    }

    /// Waits for the next event.
    pub(super) async fn next(&mut self) -> Result<Received, Trouble> {
        let (parts, body) = self.connection.call(self.next.clone().map(|()| Full::default())).await?;
        if parts.status != StatusCode::OK {
            let error_type = serde_json::from_slice(&body).ok().map(|ErrorObject { error_type }| error_type);
            return Err(Trouble::Refused(parts.status, error_type));
        }
        Received::new(parts, body)
    }

    /// Tells why the function cannot start.
    pub(super) async fn init_error(&mut self, failure: &Failure) -> Result<(), Trouble> {
        let body = serde_json::to_vec(&Diagnostic::from(failure.clone()))
            .map_err(|error| Trouble::Connection(error.into()))?;
        let request = self.request(Method::POST, INIT_ERROR);
        let (parts, _) = self.call(request.header(ERROR_TYPE, error_type(failure)), body).await?;
        if parts.status.is_success() { Ok(()) } else { Err(Trouble::Refused(parts.status, None)) }
    }

    /// Registers an extension of this name, beside the runtime.
    #[cfg(feature = "graceful-shutdown")]
    pub(super) fn register_extension(&self, name: &str) -> Result<Extension, Trouble> {
        Extension::register(self.connection.address(), &self.base, name)
    }

    fn request(&self, method: Method, path: &str) -> request::Builder {
        Request::builder().method(method).uri(format!("{}{path}", self.base))
    }

    async fn call(&mut self, request: request::Builder, body: impl Into<Bytes>) -> Result<(Parts, Bytes), Trouble> {
        let request = request.body(Full::new(body.into())).map_err(|error| Trouble::Connection(error.into()))?;
        self.connection.call(request).await
    }
}

/// The type as a header: it is any text, and one that fits no header must not keep the message from being told.
fn error_type(failure: &Failure) -> HeaderValue {
    HeaderValue::from_str(failure.error_type()).unwrap_or_else(|_| HeaderValue::from_static("Gateway.StartFailed"))
}

#[derive(Deserialize)]
struct ErrorObject {
    #[serde(rename = "errorType")]
    error_type: String,
}

#[cfg(test)]
mod tests {
    use super::{Failure, error_type};

    #[test]
    fn the_type_of_a_failed_start_is_told_unless_no_header_can_hold_it() {
        for (own, told) in [("Orders.NotConfigured", "Orders.NotConfigured"), ("Orders\nNot", "Gateway.StartFailed")] {
            assert_eq!(error_type(&Failure::new(own, "why")), told);
        }
    }
}
