//! A peer that does what a test says: it answers, hangs, drips, breaks off, and counts what it received.
//!
//! It runs on threads of its own, so that the clock of a test's runtime is not its clock.

#![allow(
    missing_docs,
    missing_debug_implementations,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::new_without_default,
    clippy::return_self_not_must_use,
    reason = "tests alone use it, and its panic is a test that fails"
)]

pub mod certificates;

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use socket2::SockRef;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// What the peer does when it has received a request. After the last step it waits for the next request.
#[derive(Clone)]
pub enum Step {
    Send(Vec<u8>),
    /// Sends a byte again and again.
    Drip(u8),
    Pause(Duration),
    /// Closes the connection when nothing comes for so long, now and after later requests.
    IdleFor(Duration),
    /// Tells the test that the steps before are done: one more [`Peer::arrival`].
    Tell,
    Close,
    Reset,
    /// Says no more, until the other side leaves.
    Hang,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    pub method: String,
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// All of it, as it came.
    pub bytes: Vec<u8>,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Default)]
struct State {
    requests: Mutex<Vec<Received>>,
    /// A second handle of each connection; `None` where it has ended.
    links: Mutex<Vec<Option<TcpStream>>>,
}

pub struct Peer {
    address: SocketAddr,
    scheme: &'static str,
    state: Arc<State>,
    arrivals: UnboundedReceiver<usize>,
}

/// Makes the steps from the number of the request, from 0, and the request.
type Script = dyn Fn(usize, &Received) -> Vec<Step> + Send + Sync;

impl Peer {
    pub fn new(script: impl Fn(usize, &Received) -> Vec<Step> + Send + Sync + 'static) -> Self {
        Self::start("127.0.0.1:0", None, Arc::new(script))
    }

    pub fn on(address: &str, script: impl Fn(usize, &Received) -> Vec<Step> + Send + Sync + 'static) -> Self {
        Self::start(address, None, Arc::new(script))
    }

    pub fn tls(config: ServerConfig, script: impl Fn(usize, &Received) -> Vec<Step> + Send + Sync + 'static) -> Self {
        Self::start("127.0.0.1:0", Some(Arc::new(config)), Arc::new(script))
    }

    fn start(address: &str, tls: Option<Arc<ServerConfig>>, script: Arc<Script>) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State::default());
        let (arrived, arrivals) = unbounded_channel();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let (state, script, arrived, tls) =
                    (Arc::clone(&shared), Arc::clone(&script), arrived.clone(), tls.clone());
                let mut links = state.links.lock().unwrap();
                let link = links.len();
                links.push(Some(stream.try_clone().unwrap()));
                drop(links);
                thread::spawn(move || {
                    let reset = serve(stream, tls, &state, &*script, &arrived);
                    let second = state.links.lock().unwrap()[link].take();
                    if let Some(stream) = reset {
                        drop(second);
                        SockRef::from(stream.tcp()).set_linger(Some(Duration::ZERO)).unwrap();
                    }
                });
            }
        });
        Self { address, scheme, state, arrivals }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.address)
    }

    /// With a name in the place of the address.
    pub fn url_of(&self, host: &str, path: &str) -> String {
        format!("{}://{host}:{}{path}", self.scheme, self.address.port())
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn requests(&self) -> Vec<Received> {
        self.state.requests.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        self.state.links.lock().unwrap().len()
    }

    /// How many of them have not ended.
    pub fn open(&self) -> usize {
        self.state.links.lock().unwrap().iter().flatten().count()
    }

    /// Waits until one more request has come whole.
    pub async fn arrival(&mut self) {
        self.arrivals.recv().await.unwrap();
    }

    /// Closes what is open, as a server does with connections that were idle for long.
    pub fn hang_up(&self) {
        for link in self.state.links.lock().unwrap().iter().flatten() {
            drop(link.shutdown(Shutdown::Both));
        }
    }
}

trait Stream: Read + Write {
    fn tcp(&self) -> &TcpStream;
}

impl Stream for TcpStream {
    fn tcp(&self) -> &TcpStream {
        self
    }
}

impl Stream for StreamOwned<ServerConnection, TcpStream> {
    fn tcp(&self) -> &TcpStream {
        &self.sock
    }
}

/// Gives the connection back if it is to be reset.
fn serve(
    stream: TcpStream,
    tls: Option<Arc<ServerConfig>>,
    state: &State,
    script: &Script,
    arrived: &UnboundedSender<usize>,
) -> Option<Box<dyn Stream>> {
    let mut stream: Box<dyn Stream> = match tls {
        None => Box::new(stream),
        // As Python's servers do.
        Some(_) if !begins_handshake(&stream) => return None,
        Some(config) => Box::new(StreamOwned::new(ServerConnection::new(config).unwrap(), stream)),
    };
    let mut unread = Vec::new();
    while let Some(request) = receive(&mut *stream, &mut unread) {
        let number = {
            let mut requests = state.requests.lock().unwrap();
            requests.push(request.clone());
            requests.len() - 1
        };
        // Most tests do not wait for it.
        arrived.send(number).ok();
        for step in script(number, &request) {
            match step {
                Step::Send(bytes) => send(&mut *stream, &bytes).ok()?,
                Step::Drip(byte) => loop {
                    send(&mut *stream, &[byte]).ok()?;
                    thread::sleep(Duration::from_millis(5));
                },
                Step::Pause(time) => thread::sleep(time),
                Step::IdleFor(time) => stream.tcp().set_read_timeout(Some(time)).unwrap(),
                // Most tests do not wait for it.
                Step::Tell => arrived.send(number).unwrap_or_default(),
                Step::Close => {
                    drop(stream.tcp().shutdown(Shutdown::Both));
                    return None;
                }
                Step::Reset => return Some(stream),
                Step::Hang => drop(io::copy(&mut *stream, &mut io::sink())),
            }
        }
    }
    None
}

/// The type of a record that holds one, [RFC 8446, section 5.1](https://www.rfc-editor.org/rfc/rfc8446#section-5.1).
fn begins_handshake(stream: &TcpStream) -> bool {
    let mut first = [0];
    matches!(stream.peek(&mut first), Ok(1)) && first == [22]
}

fn send(stream: &mut dyn Stream, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes)?;
    stream.flush()
}

fn receive(stream: &mut dyn Stream, unread: &mut Vec<u8>) -> Option<Received> {
    let end = loop {
        if let Some(end) = unread.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        more(stream, unread)?;
    };
    let head = String::from_utf8(unread[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ').map(str::to_owned);
    let (method, path) = (first.next()?, first.next()?);
    let headers: Vec<_> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length =
        headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, value)| value.parse().unwrap());
    while unread.len() < end + length {
        more(stream, unread)?;
    }
    let body = unread[end..end + length].to_vec();
    let bytes = unread.drain(..end + length).collect();
    Some(Received { method, path, headers, body, bytes })
}

fn more(stream: &mut dyn Stream, unread: &mut Vec<u8>) -> Option<()> {
    let mut piece = [0; 4096];
    match stream.read(&mut piece) {
        Ok(0) | Err(_) => None,
        Ok(count) => {
            unread.extend_from_slice(&piece[..count]);
            Some(())
        }
    }
}

/// An answer with `content-length`.
pub fn answer(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Step {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n", body.len()).into_bytes();
    for (name, value) in headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    Step::Send(bytes)
}

pub fn ok(body: impl AsRef<[u8]>) -> Step {
    answer("200 OK", &[], body)
}

pub fn raw(text: &str) -> Step {
    Step::Send(text.as_bytes().to_vec())
}
