//! HTTP requests from a function that is frozen between invocations, billed by the millisecond, and asked only once.
//!
//! - **In time**: one deadline over name, connection, TLS, head and body, never later than the invocation's own.
//! - **Never twice**: a request of which a byte was sent is not sent again, unless its method makes that safe.
//! - **Freeze and thaw**: kept connections age by the wall clock, and before one is used again the system is asked whether
//!   the peer is still there.
//! - **As it is**: bodies are bytes in both directions; gzip is asked for and undone.
//! - **Nothing told**: no error, log or `Debug` text holds a header's value, a body, or a URL beyond scheme, host and port.
//!
//! TLS is rustls with ring and the roots of Mozilla, which are compiled in.
//!
//! ```
//! use std::time::Duration;
//!
//! use gateway_http::{Client, HttpClientErrorKind, Request};
//!
//! # fn peer() -> (String, std::thread::JoinHandle<()>) {
//! #     let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
//! #     let url = format!("http://{}", listener.local_addr().unwrap());
//! #     let thread = std::thread::spawn(move || {
//! #         use std::io::{Read, Write};
//! #         let (mut stream, _) = listener.accept().unwrap();
//! #         stream.read(&mut [0; 4096]).unwrap();
//! #         stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").unwrap();
//! #     });
//! #     (url, thread)
//! # }
//! #
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), gateway_http::HttpClientError> {
//! # let (url, peer) = peer();
//! let client = Client::builder().timeout(Duration::from_secs(7)).build()?;
//! // While the function starts.
//! client.warm(&url).await?;
//!
//! let directive = || Request::post(&url).header("authorization", "Bearer ..").body(r#"{"directive": {}}"#);
//! let answer = client.send(directive()).await?;
//! assert_eq!((answer.status().as_u16(), answer.timing().reused), (200, true));
//! assert_eq!(answer.into_body(), "{}");
//!
//! // By now the peer is gone: it has not seen this one.
//! # peer.join().unwrap();
//! let error = client.send(directive()).await.unwrap_err();
//! assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Refused, false));
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//! - `interface` (default): the interface `http_client` and its core. Without it this is the plain [`Client`].
//! - `aws`: [signed requests to AWS](aws).
//! - `http2`: HTTP/2 with peers that offer it; one request at a time on a connection, as with HTTP/1.1.

#[cfg(feature = "aws")]
pub mod aws;
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
