//! The version of HTTP that a connection speaks.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

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
#[cfg(feature = "http2")]
use tokio::task::AbortHandle;
use tokio::task::coop::unconstrained;

use super::stream::Stream;

/// Makes requests, one at a time.
pub(super) enum Sender {
    Http1 {
        requests: http1::SendRequest<Full<Bytes>>,
        /// Until it has ended. No task has it: who waits for an answer polls it, and nobody else need be woken.
        driver: Option<Box<Driver>>,
    },
    #[cfg(feature = "http2")]
    Http2 { requests: http2::SendRequest<Full<Bytes>>, task: AbortHandle },
}

type Driver = http1::Connection<TokioIo<Stream>, Full<Bytes>>;

impl Sender {
    pub(super) async fn on(stream: Stream) -> hyper::Result<Self> {
        #[cfg(feature = "http2")]
        if stream.is_http2() {
            let (requests, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await?;
            // How the connection ends is told to whoever waits for an answer on it.
            let task = tokio::spawn(async move { drop(connection.await) }).abort_handle();
            return Ok(Self::Http2 { requests, task });
        }
        let (requests, driver) = http1::handshake(TokioIo::new(stream)).await?;
        Ok(Self::Http1 { requests, driver: Some(Box::new(driver)) })
    }

    /// Whether the last request and its answer are over, and another one can be made.
    pub(super) fn is_ready(&self) -> bool {
        match self {
            Self::Http1 { requests, .. } => requests.is_ready(),
            // One request at a time is made on it, and each is read to its end.
            #[cfg(feature = "http2")]
            Self::Http2 { requests, .. } => requests.is_ready(),
        }
    }

    /// Reads what has come while nobody waited. From here on it wakes nobody, not even when it is given the next request.
    pub(super) fn look(&mut self) {
        match self {
            Self::Http1 { driver, .. } => drive(driver, &mut nobody()),
            #[cfg(feature = "http2")]
            Self::Http2 { .. } => {}
        }
    }

    pub(super) async fn send(&mut self, request: Request<Full<Bytes>>) -> hyper::Result<Response<Incoming>> {
        match self {
            Self::Http1 { requests, driver } => driven(driver, requests.send_request(request)).await,
            #[cfg(feature = "http2")]
            Self::Http2 { requests, .. } => requests.send_request(with_authority(request)).await,
        }
    }

    /// Does what waits for this connection alone: reads an answer's body.
    pub(super) async fn carry<T>(&mut self, work: impl Future<Output = T>) -> T {
        match self {
            Self::Http1 { driver, .. } => driven(driver, work).await,
            #[cfg(feature = "http2")]
            Self::Http2 { .. } => work.await,
        }
    }
}

#[cfg(feature = "http2")]
impl Drop for Sender {
    fn drop(&mut self) {
        if let Self::Http2 { task, .. } = self {
            // Else a task whose peer is silent would keep the socket.
            task.abort();
        }
    }
}

/// Does what waits for the driver, and for nothing else.
///
/// The driver and the work are polled in turn, so neither need wake anybody for the other: that would be a turn of the event
/// loop for nothing, once for each event.
async fn driven<T>(driver: &mut Option<Box<Driver>>, work: impl Future<Output = T>) -> T {
    // Nobody would wake it either when tokio finds that it has done enough for now.
    let mut work = pin!(unconstrained(work));
    poll_fn(|task| {
        drive(driver, &mut nobody());
        if let Poll::Ready(done) = work.as_mut().poll(&mut nobody()) {
            return Poll::Ready(done);
        }
        // The work may have made room for more. What the driver waits for from here on is the socket.
        drive(driver, task);
        work.as_mut().poll(&mut nobody())
    })
    .await
}

/// Reads and writes what can be. A connection that has ended is dropped, which tells whoever waits for it.
fn drive(driver: &mut Option<Box<Driver>>, task: &mut Context<'_>) {
    if driver.as_mut().is_some_and(|driver| Pin::new(driver).poll(task).is_ready()) {
        *driver = None;
    }
}

fn nobody() -> Context<'static> {
    Context::from_waker(Waker::noop())
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
