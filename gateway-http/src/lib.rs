//! HTTP requests from a function that is frozen between invocations, billed by the millisecond, and asked only once.
//!
//! - **In time**: one deadline over name, connection, TLS, head and body, never later than the invocation's own.
//! - **Never twice**: a request of which a byte was sent is not sent again, unless its method makes that safe.
//! - **Freeze and thaw**: kept connections age by the wall clock, and before one is used again the system is asked whether
//!   the peer is still there.
//! - **As it is**: bodies are bytes in both directions; gzip is asked for and undone.
//! - **Nothing told**: no error, log or `Debug` text holds a header's value, a body, or a URL beyond scheme, host and port.
//!
//! [`Client`] is the plain library. With the feature `interface`, on by default, [`http_client`] makes operations of it.
//!
//! TLS is rustls with ring and the roots of Mozilla, which are compiled in.
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use gateway_http::{Client, HttpClientErrorKind, Request};
//!
//! # async fn example(directive: bytes::Bytes) -> Result<bytes::Bytes, gateway_http::HttpClientError> {
//! let client = Client::builder().timeout(Duration::from_secs(7)).build()?;
//! client.warm("https://home.example").await?;
//!
//! let request = Request::post("https://home.example/api/alexa/smart_home")
//!     .header("authorization", "Bearer ..")
//!     .header("content-type", "application/json")
//!     .body(directive);
//! match client.send(request).await {
//!     Ok(answer) => Ok(answer.into_body()),
//!     Err(error) if error.kind() == HttpClientErrorKind::Refused => Err(error),
//!     Err(error) => {
//!         assert!(error.sent() || error.origin().is_some());
//!         Err(error)
//!     }
//! }
//! # }
//! ```

mod body;
mod builder;
mod client;
mod connection;
mod error;
#[cfg(feature = "interface")]
pub mod http_client;
mod pool;
mod redirect;
mod request;
mod response;
mod retry;
mod stats;
mod url;

pub use builder::ClientBuilder;
pub use client::Client;
pub use error::{HttpClientError, HttpClientErrorKind, Phase, TlsFailure};
pub use http::{HeaderMap, Method, StatusCode};
#[cfg(feature = "interface")]
pub use http_client::HttpClient;
pub use request::Request;
pub use response::{Response, Timing};
pub use retry::Retry;
pub use stats::ClientStats;
