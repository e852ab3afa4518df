//! A connection to the Runtime API, without a task of its own.
//!
//! Whoever calls drives it: there is nobody else to be woken, once for each event.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::response::Parts;
use http::uri::Authority;
use http::{HeaderValue, Request, header};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use lambda_runtime::Error;
use tokio::net::TcpStream;
use tokio::task::unconstrained;

use super::trouble::Trouble;

/// The most that is read at once: the buffer grows with the event.
const BUFFER: usize = 1024 * 1024;

const USER_AGENT: HeaderValue = HeaderValue::from_static(concat!("gateway-lambda/", env!("CARGO_PKG_VERSION")));

/// One call at a time; made by the first call, and again after trouble.
pub(super) struct Connection {
    address: Arc<str>,
    host: HeaderValue,
    open: Option<Open>,
}

struct Open {
    requests: SendRequest<Full<Bytes>>,
    driver: http1::Connection<TokioIo<TcpStream>, Full<Bytes>>,
}

impl Connection {
    /// Connects to nobody yet.
    pub(super) fn to(authority: &Authority) -> Result<Self, Trouble> {
        let host = HeaderValue::from_str(authority.as_str()).map_err(|_| Trouble::NoAddress)?;
        let address = format!("{}:{}", authority.host(), authority.port_u16().unwrap_or(80));
        Ok(Self { address: address.into(), host, open: None })
    }

    /// Host and port.
    #[cfg(feature = "graceful-shutdown")]
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Sends a request and waits for the whole reply. A call that is dropped, or fails, ends the connection.
    pub(super) async fn call(&mut self, mut request: Request<Full<Bytes>>) -> Result<(Parts, Bytes), Trouble> {
        let headers = request.headers_mut();
        headers.insert(header::HOST, self.host.clone());
        headers.insert(header::USER_AGENT, USER_AGENT);
        if let Some(open) = &mut self.open
            && !open.is_alive()
        {
            self.open = None;
        }
        let mut open = match self.open.take() {
            Some(open) => open,
            None => Open::new(&self.address).await.map_err(Trouble::Connection)?,
        };
        let reply = open.call(request).await.map_err(Trouble::Connection)?;
        self.open = Some(open);
        Ok(reply)
    }
}

/// Not connected yet either.
impl Clone for Connection {
    fn clone(&self) -> Self {
        Self { address: Arc::clone(&self.address), host: self.host.clone(), open: None }
    }
}

impl Open {
    async fn new(address: &str) -> Result<Self, Error> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (requests, driver) = http1::Builder::new().max_buf_size(BUFFER).handshake(TokioIo::new(stream)).await?;
        Ok(Self { requests, driver })
    }

    /// Whether the other side has kept it open since the last call: nobody has looked.
    fn is_alive(&mut self) -> bool {
        Pin::new(&mut self.driver).poll(&mut nobody()).is_pending()
    }

    async fn call(&mut self, request: Request<Full<Bytes>>) -> Result<(Parts, Bytes), Error> {
        let Self { requests, driver } = self;
        // Out of its budget, what tokio has would wake nobody.
        let mut reply = pin!(unconstrained(async {
            let (parts, body) = requests.send_request(request).await?.into_parts();
            Ok::<_, hyper::Error>((parts, body.collect().await?.to_bytes()))
        }));
        let mut turn = |task: &mut Context<'_>| {
            let ended = Pin::new(&mut *driver).poll(task);
            // What it has read is for the reply, also as it ends. All that the reply waits for comes from the driver, after
            // which it is polled anyway.
            match (reply.as_mut().poll(&mut nobody()), ended) {
                (Poll::Ready(reply), _) => Poll::Ready(reply.map_err(Error::from)),
                (Poll::Pending, Poll::Ready(ended)) => {
                    // Nobody would ever wake the reply.
                    Poll::Ready(
                        Err(ended.map_or_else(Error::from, |()| "the connection ended before the reply".into())),
                    )
                }
                (Poll::Pending, Poll::Pending) => Poll::Pending,
            }
        };
        poll_fn(|task| match turn(&mut nobody()) {
            Poll::Ready(reply) => Poll::Ready(reply),
            // The reply may have made room for more. What the driver waits for from here on is the socket.
            Poll::Pending => turn(task),
        })
        .await
    }
}

/// For who is polled again all the same: to wake the caller as well would have it polled for nothing, once for each event.
fn nobody() -> Context<'static> {
    Context::from_waker(Waker::noop())
}
