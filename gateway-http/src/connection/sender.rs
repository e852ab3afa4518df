//! The version of HTTP that a connection speaks.

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::http1;
#[cfg(feature = "http2")]
use hyper::client::conn::http2;
#[cfg(feature = "http2")]
use hyper_util::rt::TokioExecutor;
use hyper_util::rt::TokioIo;
use tokio::task::AbortHandle;

use super::stream::Stream;

/// Takes requests for the task that owns the connection.
pub(super) struct Sender {
    version: Version,
    task: AbortHandle,
}

enum Version {
    Http1(http1::SendRequest<Full<Bytes>>),
    #[cfg(feature = "http2")]
    Http2(http2::SendRequest<Full<Bytes>>),
}

impl Sender {
    pub(super) async fn on(stream: Stream) -> hyper::Result<Self> {
        #[cfg(feature = "http2")]
        if stream.is_http2() {
            let (sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await?;
            return Ok(Self { version: Version::Http2(sender), task: run(connection) });
        }
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        Ok(Self { version: Version::Http1(sender), task: run(connection) })
    }

    pub(super) fn is_closed(&self) -> bool {
        match &self.version {
            Version::Http1(sender) => sender.is_closed(),
            #[cfg(feature = "http2")]
            Version::Http2(sender) => sender.is_closed(),
        }
    }

    /// Whether the last request and its answer are over.
    pub(super) fn is_ready(&self) -> bool {
        match &self.version {
            Version::Http1(sender) => sender.is_ready(),
            // One request at a time is made on it, and each is read to its end.
            #[cfg(feature = "http2")]
            Version::Http2(sender) => sender.is_ready(),
        }
    }

    pub(super) async fn send(&mut self, request: Request<Full<Bytes>>) -> hyper::Result<Response<Incoming>> {
        match &mut self.version {
            Version::Http1(sender) => sender.send_request(request).await,
            #[cfg(feature = "http2")]
            Version::Http2(sender) => sender.send_request(with_authority(request)).await,
        }
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        // Else a task whose peer is silent would keep the socket.
        self.task.abort();
    }
}

/// How a connection ends is told to whoever waits for an answer on it.
fn run(connection: impl Future<Output = hyper::Result<()>> + Send + 'static) -> AbortHandle {
    tokio::spawn(async move { drop(connection.await) }).abort_handle()
}

/// What is the header `host` in HTTP/1.1 is a part of the URL in HTTP/2 (RFC 9113, section 8.3.1).
#[cfg(feature = "http2")]
fn with_authority(mut request: Request<Full<Bytes>>) -> Request<Full<Bytes>> {
    let host = request.headers_mut().remove(http::header::HOST);
    let mut parts = std::mem::take(request.uri_mut()).into_parts();
    parts.scheme = Some(http::uri::Scheme::HTTPS);
    parts.authority = host.and_then(|host| host.as_bytes().try_into().ok());
    // Without an authority it is no URL, and hyper then says so.
    *request.uri_mut() = http::Uri::from_parts(parts).unwrap_or_default();
    request
}
