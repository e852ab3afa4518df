//! One connection to one origin, and what it takes to trust it with a request.

mod dial;
mod sender;
mod socket;
mod stream;
mod tls;
mod verify;

use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use tokio::task::yield_now;
use tokio::time::{Instant, Sleep, sleep_until};

use self::sender::Sender;
use self::socket::{Peer, Socket, Wire};
use self::stream::Stream;
pub(crate) use self::tls::{Tls, TlsSettings, certificates, private_key};
use crate::body;
use crate::error::{HttpClientError, HttpClientErrorKind, Phase};
use crate::url::Origin;

/// How often the event loop is let turn before a kept connection is given up.
const TURNS: usize = 4;

/// An open connection on which one request at a time is made.
pub(crate) struct Connection {
    sender: Sender,
    wire: Arc<Wire>,
    /// Rings when a request has to be over, and stays set for the next one: to set a timer wakes the event loop, to put one
    /// off does not.
    timer: Pin<Box<Sleep>>,
    certificate_expiry: Option<SystemTime>,
}

/// How long it took to open a connection.
#[derive(Clone, Copy, Default)]
pub(crate) struct Opening {
    pub(crate) connect: Duration,
    pub(crate) tls: Duration,
}

impl Connection {
    pub(crate) async fn open(
        origin: &Origin,
        tls: &Tls,
        deadline: Instant,
    ) -> Result<(Self, Opening), HttpClientError> {
        let start = Instant::now();
        let addresses = dial::resolve(origin, deadline).await?;
        let (socket, wire) = Socket::new(dial::connect(&addresses, deadline).await?).map_err(dial::unreachable)?;
        let connect = start.elapsed();
        let stream = if origin.is_secure() {
            Stream::Tls(Box::new(tls.connect(origin, socket, deadline).await?))
        } else {
            Stream::Plain(socket)
        };
        let opening = Opening { connect, tls: start.elapsed().saturating_sub(connect) };
        let certificate_expiry = stream.certificate_expiry();
        let sender = Sender::on(stream).await.map_err(|error| fault(error, false))?;
        let timer = Box::pin(sleep_until(deadline));
        Ok((Self { sender, wire, timer, certificate_expiry }, opening))
    }

    /// When the certificate expires that the peer has shown.
    pub(crate) fn certificate_expiry(&self) -> Option<SystemTime> {
        self.certificate_expiry
    }

    /// Whether a request can be made now: the last answer is complete, and the peer is there.
    pub(crate) async fn is_usable(&mut self) -> bool {
        for _ in 0..TURNS {
            self.sender.look();
            match self.wire.peer() {
                Peer::Left => return false,
                Peer::Quiet if self.sender.is_ready() => return true,
                // A ticket of TLS, as a rule, which is read when the event loop has seen it. If it is a farewell, or the
                // end of a body, the connection ends or becomes ready.
                Peer::Quiet | Peer::Spoke => yield_now().await,
            }
        }
        false
    }

    /// Whether the last request has left whole: a peer can answer before, and then nobody sends the rest.
    pub(crate) fn is_through(&self) -> bool {
        self.sender.is_ready()
    }

    /// Makes a request and waits for the answer's head.
    pub(crate) async fn send(
        &mut self,
        request: http::Request<Full<Bytes>>,
        deadline: Instant,
    ) -> Result<http::Response<Incoming>, HttpClientError> {
        self.wire.arm();
        self.timer.as_mut().reset(deadline);
        match in_time(&mut self.timer, self.sender.send(request)).await {
            Some(Ok(response)) => Ok(response),
            Some(Err(error)) => Err(fault(error, self.wire.seal())),
            None => Err(HttpClientError::timeout(Phase::Head).with_sent(self.wire.seal())),
        }
    }

    /// Reads the answer's body to its end, if that is within `limit` bytes, by the deadline of the request.
    pub(crate) async fn read(&mut self, body: Incoming, limit: usize) -> Result<Bytes, HttpClientError> {
        let reading = self.sender.carry(body::read(body, limit));
        let late = || Err(HttpClientError::timeout(Phase::Body).with_sent(true));
        in_time(&mut self.timer, reading).await.unwrap_or_else(late)
    }
}

/// What comes of `work`, unless the timer rings before.
async fn in_time<T>(timer: &mut Pin<Box<Sleep>>, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(|task| match work.as_mut().poll(task) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => timer.as_mut().poll(task).map(|()| None),
    })
    .await
}

/// What it means that no answer came.
fn fault(error: hyper::Error, sent: bool) -> HttpClientError {
    let (kind, sentence) = if error.is_parse_too_large() {
        (HttpClientErrorKind::TooLarge, "the answer's head is too large")
    } else if error.is_parse() {
        (HttpClientErrorKind::BadResponse, "the answer is not HTTP")
    } else if error.is_user() {
        (HttpClientErrorKind::BadRequest, "the request cannot be sent")
    } else {
        let reset = io_kind(&error).is_some_and(|kind| kind == io::ErrorKind::ConnectionReset);
        let sentence = if reset { "the peer reset the connection" } else { "the peer closed the connection" };
        (HttpClientErrorKind::Closed, sentence)
    };
    HttpClientError::new(kind, sentence).because(error).with_sent(sent)
}

/// The error of the socket, or of the body's framing, below one of hyper.
pub(crate) fn io_kind(error: &hyper::Error) -> Option<io::ErrorKind> {
    std::error::Error::source(error)?.downcast_ref::<io::Error>().map(io::Error::kind)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use socket2::SockRef;
    use tokio::net::TcpListener;

    use super::*;
    use crate::url::Url;

    /// The moment between the look at a kept connection and the write.
    #[tokio::test]
    async fn a_connection_that_is_reset_before_the_write_has_sent_nothing() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let tls = Tls::new(TlsSettings::default()).unwrap();
        let deadline = Instant::now() + Duration::from_secs(20);
        let (mut connection, _) = Connection::open(&url.origin, &tls, deadline).await.unwrap();
        let (far, _) = listener.accept().await.unwrap();
        assert!(connection.is_usable().await);
        SockRef::from(&far).set_linger(Some(Duration::ZERO)).unwrap();
        drop(far);
        let request = http::Request::post("/").body(Full::new(Bytes::from_static(b"once"))).unwrap();
        let error = connection.send(request, deadline).await.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Closed, false), "{error:?}");
    }
}
