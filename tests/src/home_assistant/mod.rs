//! A stand-in for Home Assistant: it answers as Home Assistant 2024.3 was measured to, or fails as the way there can.
//!
//! It keeps every request that came whole, as it came.

mod api;
mod discovery;
mod fault;
mod skill;
mod smart_home;

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use socket2::{Domain, Socket, Type};

pub use self::fault::Fault;
use crate::app::PATIENCE;
use peer::certificates::{Authority, Identity};
use peer::{Peer, Received, Step};

/// The token that it knows unless it is told of others.
pub const TOKEN: &str = "a-token-that-the-house-knows";

/// How a house is set up.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The tokens of those who live there.
    pub tokens: Vec<String>,
    /// So many requests with a wrong token ban their sender for good: `login_attempts_threshold`. Home Assistant bans
    /// nobody by default.
    pub ban_after: Option<usize>,
    /// Whether `alexa:` and `smart_home:` are in its configuration.
    pub alexa: bool,
    /// How long it keeps a connection on which nothing comes.
    pub idle: Duration,
    /// Endpoints that it has beside its 63.
    pub endpoints: Vec<Value>,
    /// Whether it speaks TLS, and with which certificate.
    pub certificate: Option<Certificate>,
    /// Whether it listens on `[::1]` instead of `127.0.0.1`.
    pub ipv6: bool,
    /// Whether a proxy before it talks only to who shows a certificate of the same authority.
    pub asks_for_certificate: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            tokens: vec![TOKEN.to_owned()],
            ban_after: None,
            alexa: true,
            idle: Duration::from_secs(75),
            endpoints: Vec::new(),
            certificate: None,
            ipv6: false,
            asks_for_certificate: false,
        }
    }
}

/// A certificate of a private authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// For the house, and in date.
    Good,
    /// Of 2001.
    Expired,
    /// For another house.
    OtherName,
    /// Below an authority whose certificate is not sent along.
    IncompleteChain,
    /// Signed by itself.
    SelfSigned,
}

/// A request that came whole.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET`, `POST`, ..
    pub method: String,
    /// The path and the query.
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The bytes of the body.
    pub body: Vec<u8>,
    /// All of it, as it came.
    pub bytes: Vec<u8>,
}

impl Request {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl From<Received> for Request {
    fn from(received: Received) -> Self {
        let Received { method, path, headers, body, bytes } = received;
        Self { method, path, headers, body, bytes }
    }
}

/// The stand-in, on a port of loopback.
pub struct HomeAssistant {
    peer: Peer,
    house: Arc<House>,
    authority: Option<Authority>,
}

/// What the threads of its connections share.
struct House {
    setup: Setup,
    /// What is done in place of an answer.
    fault: Mutex<Option<Fault>>,
    /// Requests with a wrong token.
    failed_logins: Mutex<usize>,
}

impl HomeAssistant {
    /// One that is set up like this.
    ///
    /// # Panics
    /// If no certificate can be made.
    pub fn new(setup: Setup) -> Self {
        let Setup { certificate, asks_for_certificate: asks, ipv6, .. } = setup;
        let house = Arc::new(House { setup, fault: Mutex::new(None), failed_logins: Mutex::new(0) });
        let shared = Arc::clone(&house);
        let script = move |_: usize, request: &Received| shared.steps(request);
        let authority = certificate.map(|_| Authority::new());
        let peer = match (certificate, &authority) {
            (Some(certificate), Some(authority)) => {
                let identity = certificate.identity(authority);
                Peer::tls(if asks { identity.asking_server(authority) } else { identity.server() }, script)
            }
            _ if ipv6 => Peer::on("[::1]:0", script),
            _ => Peer::new(script),
        };
        Self { peer, house, authority }
    }

    /// One that does this in place of every answer.
    pub fn failing(fault: Fault) -> Self {
        let this = Self::default();
        this.set_fault(Some(fault));
        this
    }

    /// From now on it does this in place of every answer, or answers again.
    ///
    /// # Panics
    /// If a thread of the stand-in panicked.
    pub fn set_fault(&self, fault: Option<Fault>) {
        *self.house.fault.lock().expect("no server thread panicked") = fault;
    }

    /// What belongs into `HOME_ASSISTANT_URL`.
    pub fn url(&self) -> String {
        self.peer.url("")
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.peer.address()
    }

    /// The certificate of the authority that signed its own, if it speaks TLS.
    pub fn root(&self) -> Option<String> {
        self.authority.as_ref().map(Authority::pem)
    }

    /// A certificate of that authority, with its key, for somebody who wants to talk to it.
    pub fn client_certificate(&self) -> Option<String> {
        self.authority.as_ref().map(|authority| authority.issue(&["bridge.example"]).pem())
    }

    /// Every request that came whole.
    pub fn requests(&self) -> Vec<Request> {
        self.peer.requests().into_iter().map(Request::from).collect()
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.peer.connections()
    }

    /// Waits until it has closed every connection.
    ///
    /// # Panics
    /// If it does not.
    pub fn wait_until_closed(&self) {
        let start = Instant::now();
        while self.peer.open() > 0 {
            assert!(start.elapsed() < PATIENCE, "a connection stays open");
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Closes every connection, as a restart does.
    pub fn hang_up(&self) {
        self.peer.hang_up();
    }
}

impl Default for HomeAssistant {
    fn default() -> Self {
        Self::new(Setup::default())
    }
}

impl House {
    fn steps(&self, request: &Received) -> Vec<Step> {
        let fault = self.fault.lock().expect("no server thread panicked").clone();
        match fault {
            Some(fault) => fault.steps(request),
            None => vec![Step::IdleFor(self.setup.idle), self.answer(request)],
        }
    }
}

impl Certificate {
    fn identity(self, authority: &Authority) -> Identity {
        let names = ["127.0.0.1", "localhost"];
        match self {
            Self::Good => authority.issue(&names),
            Self::Expired => authority.issue_expired(&names),
            Self::OtherName => authority.issue(&["another-house.example"]),
            Self::IncompleteChain => authority.intermediate().issue(&names),
            Self::SelfSigned => Identity::self_signed(&names),
        }
    }
}

/// A port that nobody listens at.
///
/// # Panics
/// If there is no free one.
pub fn refusing() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    listener.local_addr().expect("a bound socket has an address")
}

/// An address that does not answer who wants to connect, as one behind a firewall.
#[derive(Debug)]
pub struct BlackHole {
    address: SocketAddr,
    _listener: Socket,
    _waiting: Vec<TcpStream>,
}

impl BlackHole {
    /// One on a port of loopback: its queue is full, and the system lets everybody else wait.
    ///
    /// # Panics
    /// If the queue has no end.
    pub fn new() -> Self {
        let listener = Socket::new(Domain::IPV4, Type::STREAM, None).expect("there are sockets");
        listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).expect("loopback has a free port");
        listener.listen(0).expect("it is bound");
        let address = listener.local_addr().ok().and_then(|address| address.as_socket());
        let address = address.expect("a bound socket has an address");
        let mut waiting = Vec::new();
        while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(100)) {
            waiting.push(stream);
            assert!(waiting.len() < 100, "the queue has no end");
        }
        Self { address, _listener: listener, _waiting: waiting }
    }

    /// Where it is.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Default for BlackHole {
    fn default() -> Self {
        Self::new()
    }
}

/// A file that goes with this value.
#[derive(Debug)]
pub struct File(PathBuf);

impl File {
    /// One that holds this.
    ///
    /// # Panics
    /// If it cannot be written.
    pub fn with(content: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("gateway-{}-{}.pem", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::write(&path, content).expect("the folder for temporary files can be written to");
        Self(path)
    }

    /// Where it is.
    ///
    /// # Panics
    /// If that is not UTF-8.
    pub fn path(&self) -> &str {
        self.0.to_str().expect("the folder for temporary files has a name in UTF-8")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // Nobody else knows it; what is left is removed with the folder.
        drop(fs::remove_file(&self.0));
    }
}
