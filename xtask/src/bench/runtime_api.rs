//! A Runtime API for one function at a time.
//!
//! It hands out the same event as often as it is told, and then lets the function wait for one more.
//! Source: <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>.

use std::collections::HashMap;
use std::io::{self, BufRead, Read, Write};
use std::mem;
use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};

use crate::error::Error;

const LISTENER: Token = Token(usize::MAX);

/// A function that counts its instructions is slow.
const PATIENCE: Duration = Duration::from_mins(2);

/// Nothing that is measured may be cut short by it.
const TIMEOUT: Duration = Duration::from_mins(15);

pub(super) struct RuntimeApi {
    address: SocketAddr,
    finished: Receiver<Result<Served, String>>,
}

/// What became of the events.
pub(super) struct Served {
    /// When the first event was asked for.
    pub(super) first: Instant,
    /// From the second event to the last answer: before that the function starts.
    pub(super) time: Duration,
    /// The last answer; empty where there was no event.
    pub(super) answer: Vec<u8>,
}

struct State {
    event: Vec<u8>,
    left: u32,
    /// When the second event went out.
    since: Option<Instant>,
    /// From then to the last answer, and that.
    last: Duration,
    answer: Vec<u8>,
    failed: Option<String>,
    /// When the first event was asked for.
    first: Option<Instant>,
    finished: Sender<Result<Served, String>>,
}

impl RuntimeApi {
    /// Listens on a free port of loopback.
    pub(super) fn start(event: &[u8], times: u32) -> Result<Self, Error> {
        let failed = |error: io::Error| Error::new(format!("no port of 127.0.0.1 can be listened on: {error}"));
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (sender, finished) = channel();
        let mut state = State {
            event: event.to_vec(),
            left: times,
            since: None,
            last: Duration::ZERO,
            answer: Vec::new(),
            failed: None,
            first: None,
            finished: sender,
        };
        thread::spawn(move || {
            if let Err(error) = serve(listener, &mut state) {
                // Nobody waits any longer if the function has had its events.
                let _ = state.finished.send(Err(format!("the Runtime API ended: {error}")));
            }
        });
        Ok(Self { address, finished })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until the function asks for more events than there are.
    pub(super) fn wait(&self) -> Result<Served, Error> {
        let served = self.finished.recv_timeout(PATIENCE);
        served.map_err(|_| Error::new("the function did not take its events"))?.map_err(Error::new)
    }
}

/// All connections by one thread, as on AWS: with a thread for each, a function that has two would pay for waking the other
/// at each request.
fn serve(mut listener: TcpListener, state: &mut State) -> io::Result<()> {
    let mut poll = Poll::new()?;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    let (mut connections, mut events) = (Vec::new(), Events::with_capacity(16));
    loop {
        poll.poll(&mut events, None)?;
        for event in &events {
            if event.token() == LISTENER {
                while let Some(mut stream) = would_block(listener.accept())?.map(|(stream, _)| stream) {
                    stream.set_nodelay(true)?;
                    poll.registry().register(&mut stream, Token(connections.len()), Interest::READABLE)?;
                    connections.push(Connection { stream, read: Vec::new() });
                }
            } else if let Some(connection) = connections.get_mut(event.token().0) {
                // It ends with its function.
                drop(connection.serve(state));
            }
        }
    }
}

struct Connection {
    stream: TcpStream,
    /// What no whole request has come of yet.
    read: Vec<u8>,
}

impl Connection {
    fn serve(&mut self, state: &mut State) -> io::Result<()> {
        let mut chunk = [0; 16 * 1024];
        while let Some(count @ 1..) = would_block(self.stream.read(&mut chunk))? {
            self.read.extend(&chunk[..count]);
            while let Some((request, length)) = self.request()? {
                self.read.drain(..length);
                let Some(reply) = state.reply(request) else { continue };
                // It is shorter than what the system takes of a connection that waits for it.
                self.stream.write_all(&reply)?;
            }
            if count < chunk.len() {
                break;
            }
        }
        Ok(())
    }

    /// The first request and its length, if all of it is here.
    fn request(&self) -> io::Result<Option<(Request, usize)>> {
        let mut rest = &self.read[..];
        match Request::read(&mut rest) {
            Ok(request) => Ok(request.map(|request| (request, self.read.len() - rest.len()))),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn would_block<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
        result => result.map(Some),
    }
}

impl State {
    /// Nothing where there is no event left: then the function may wait for ever.
    fn reply(&mut self, request: Request) -> Option<Vec<u8>> {
        if request.path.ends_with("/extension/register") {
            let registered = "HTTP/1.1 200 OK\r\nlambda-extension-identifier: extension\r\ncontent-length: 2\r\n\r\n{}";
            Some(registered.into())
        } else if request.path.ends_with("/extension/event/next") {
            // It wants no events.
            None
        } else if request.path.ends_with("/invocation/next") {
            let mut reply = Vec::new();
            self.next(&mut reply).then_some(reply)
        } else {
            self.answered(request);
            let accepted = "HTTP/1.1 202 Accepted\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n";
            Some([accepted.as_bytes(), b"{\"status\":\"OK\"}\n"].concat())
        }
    }

    /// Whether there is an event.
    fn next(&mut self, reply: &mut Vec<u8>) -> bool {
        let is_first = self.first.is_none();
        let first = *self.first.get_or_insert_with(Instant::now);
        if self.left == 0 {
            let served = Served { first, time: self.last, answer: mem::take(&mut self.answer) };
            let result = match self.failed.take() {
                None if served.answer.is_empty() && !is_first => Err("the function answered nothing".to_owned()),
                None => Ok(served),
                Some(failed) => Err(failed),
            };
            // Nobody waits any longer if the function was slower than the patience.
            let _ = self.finished.send(result);
            return false;
        }
        self.left -= 1;
        if !is_first {
            self.since.get_or_insert_with(Instant::now);
        }
        let deadline = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + TIMEOUT;
        // Each header of an event on AWS, none shorter than there.
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\
             lambda-runtime-aws-request-id: 8476a536-e9f4-11e8-9739-{:012x}\r\n\
             lambda-runtime-deadline-ms: {}\r\n\
             lambda-runtime-invoked-function-arn: arn:aws:lambda:eu-west-1:123456789012:function:orders\r\n\
             lambda-runtime-trace-id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1\r\n\
             date: Fri, 13 Mar 2026 12:34:56 GMT\r\ncontent-length: {}\r\n\r\n",
            self.left,
            deadline.as_millis(),
            self.event.len(),
        );
        reply.extend(head.as_bytes());
        reply.extend(&self.event);
        true
    }

    fn answered(&mut self, request: Request) {
        if request.path.ends_with("/response") {
            self.last = self.since.map_or(Duration::ZERO, |since| since.elapsed());
            self.answer = request.body;
        } else {
            let text = String::from_utf8_lossy(&request.body);
            self.failed.get_or_insert_with(|| format!("the function posted to {}: {text}", request.path));
        }
    }
}

struct Request {
    path: String,
    body: Vec<u8>,
}

impl Request {
    /// `None` where nothing comes any more.
    ///
    /// # Errors
    /// An unexpected end where there is a part of a request.
    fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        if reader.fill_buf()?.is_empty() {
            return Ok(None);
        }
        let mut line = String::new();
        next_line(reader, &mut line)?;
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut headers = HashMap::new();
        loop {
            next_line(reader, &mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.insert(name.to_ascii_lowercase(), value.to_owned());
        }
        let mut body = Vec::new();
        if headers.get("transfer-encoding").is_some_and(|coding| coding == "chunked") {
            while let size @ 1.. = chunk_size(reader, &mut line)? {
                read_exactly(reader, size, &mut body)?;
                next_line(reader, &mut line)?;
            }
            next_line(reader, &mut line)?;
        } else {
            let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            read_exactly(reader, length, &mut body)?;
        }
        Ok(Some(Self { path, body }))
    }
}

fn read_exactly(reader: &mut impl BufRead, length: u64, to: &mut Vec<u8>) -> io::Result<()> {
    let read = reader.take(length).read_to_end(to)?;
    if u64::try_from(read) == Ok(length) { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// A whole one.
fn next_line(reader: &mut impl BufRead, line: &mut String) -> io::Result<()> {
    line.clear();
    reader.read_line(line)?;
    if line.ends_with('\n') { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn chunk_size(reader: &mut impl BufRead, line: &mut String) -> io::Result<u64> {
    next_line(reader, line)?;
    let size = line.trim_end().split(';').next().unwrap_or_default();
    u64::from_str_radix(size, 16).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::Request;

    #[test]
    fn reads_bodies_of_both_kinds_when_they_are_whole() {
        let bodies = [
            "POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc",
            "POST /b HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n",
        ];
        for text in bodies {
            let two = text.repeat(2);
            let mut bytes = two.as_bytes();
            for _ in 0..2 {
                assert_eq!(Request::read(&mut bytes).unwrap().unwrap().body, b"abc");
            }
            assert!(Request::read(&mut bytes).unwrap().is_none());
            for length in 1..text.len() {
                let error = Request::read(&mut &text.as_bytes()[..length]).err().unwrap();
                assert_eq!(error.kind(), ErrorKind::UnexpectedEof, "{length} bytes");
            }
        }
    }
}
