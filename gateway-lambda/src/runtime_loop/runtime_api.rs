//! The calls that `lambda_runtime` keeps to itself, by the client that it uses.

#[cfg(feature = "graceful-shutdown")]
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, StatusCode, Uri};
use http_body_util::BodyExt as _;
use lambda_runtime::{Diagnostic, Error};
use lambda_runtime_api_client::body::Body;
use lambda_runtime_api_client::{PooledClient, build_request};
use serde::Deserialize;

use super::event::Received;
use super::trouble::Trouble;
use crate::Failure;

/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>.
const ADDRESS: &str = "AWS_LAMBDA_RUNTIME_API";
const NEXT: &str = "/2018-06-01/runtime/invocation/next";
const INIT_ERROR: &str = "/2018-06-01/runtime/init/error";
#[cfg(feature = "graceful-shutdown")]
const REGISTER: &str = "/2020-01-01/extension/register";
#[cfg(feature = "graceful-shutdown")]
const EXTENSION_NEXT: &str = "/2020-01-01/extension/event/next";
#[cfg(feature = "graceful-shutdown")]
const EXTENSION_ID: &str = "lambda-extension-identifier";
const ERROR_TYPE: &str = "lambda-runtime-function-error-type";

/// The Runtime API of this environment.
pub(super) struct RuntimeApi {
    client: PooledClient,
    /// To be cloned: to make it anew for each event costs as much as to find the event's operation.
    next: Request<()>,
}

impl RuntimeApi {
    /// With a connection for each call that may be under way at once.
    pub(super) fn new(connections: usize) -> Result<Self, Trouble> {
        // The client would read it itself, and panic.
        let address = std::env::var(ADDRESS).ok().and_then(|address| address.parse::<Uri>().ok());
        let address = address.filter(|address| address.authority().is_some()).ok_or(Trouble::NoAddress)?;
        let next = build_request().method(Method::GET).uri(NEXT).body(());
        Ok(Self {
            client: PooledClient::builder().with_endpoint(address).with_pool_size(connections).build(),
            next: next.expect("the path is one"),
        })
    }

    /// Waits for the next event.
    pub(super) async fn next(&self) -> Result<Received, Trouble> {
        let (parts, body) = self.call(Ok(self.next.clone().map(|()| Body::empty()))).await?;
        if parts.status != StatusCode::OK {
            let error_type = serde_json::from_slice(&body).ok().map(|ErrorObject { error_type }| error_type);
            return Err(Trouble::Refused(parts.status, error_type));
        }
        Received::new(parts, body)
    }

    /// Tells why the function cannot start.
    pub(super) async fn init_error(&self, failure: &Failure) -> Result<(), Trouble> {
        let body = serde_json::to_vec(&Diagnostic::from(failure.clone())).map_err(Error::from);
        let request = body.and_then(|body| {
            let request = build_request().method(Method::POST).uri(INIT_ERROR);
            Ok(request.header(ERROR_TYPE, error_type(failure)).body(Body::from(body))?)
        });
        let (parts, _) = self.call(request).await?;
        if parts.status.is_success() { Ok(()) } else { Err(Trouble::Refused(parts.status, None)) }
    }

    /// Registers an internal extension that wants no events; then Lambda says when the environment ends, by a signal.
    ///
    /// The call comes back when the environment is ready. What it gives is to be awaited in a task of its own: Lambda
    /// waits for the extension as well, until that asks for an event, which never comes.
    ///
    /// Source: <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html>.
    #[cfg(feature = "graceful-shutdown")]
    pub(super) async fn register_extension(
        self: &Arc<Self>,
        name: &str,
    ) -> Result<impl Future<Output = ()> + Send + 'static, Trouble> {
        let request = build_request().method(Method::POST).uri(REGISTER).header("lambda-extension-name", name);
        let (parts, _) = self.call(request.body(Body::from(r#"{"events":[]}"#)).map_err(Error::from)).await?;
        let refused = Trouble::Refused(parts.status, None);
        let id = parts.headers.get(EXTENSION_ID).filter(|_| parts.status.is_success()).cloned().ok_or(refused)?;
        let next = build_request().method(Method::GET).uri(EXTENSION_NEXT).header(EXTENSION_ID, id);
        let next = next.body(Body::empty()).map_err(Error::from);
        let this = Arc::clone(self);
        // Whatever comes of it, the extension has nothing to do.
        Ok(async move { drop(this.call(next).await) })
    }

    async fn call(&self, request: Result<Request<Body>, Error>) -> Result<(http::response::Parts, Bytes), Trouble> {
        let reply = self.client.call(request.map_err(Trouble::Connection)?).await.map_err(Trouble::Connection)?;
        let (parts, body) = reply.into_parts();
        let body = body.collect().await.map_err(|error| Trouble::Connection(error.into()))?;
        Ok((parts, body.to_bytes()))
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
