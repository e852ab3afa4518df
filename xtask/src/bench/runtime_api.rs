//! A Runtime API for one function at a time, over blocking sockets.
//!
//! It hands out the same event as often as it is told, and then lets the function wait for one more.
//! Source: <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::mem;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::error::Error;

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
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (sender, finished) = channel();
        let state = Arc::new(Mutex::new(State {
            event: event.to_vec(),
            left: times,
            since: None,
            last: Duration::ZERO,
            answer: Vec::new(),
            failed: None,
            first: None,
            finished: sender,
        }));
        thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                let state = Arc::clone(&state);
                // A connection ends with its function.
                thread::spawn(move || drop(serve(connection, &state)));
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

fn serve(connection: TcpStream, state: &Mutex<State>) -> io::Result<()> {
    connection.set_nodelay(true)?;
    let mut writer = connection.try_clone()?;
    let mut reader = BufReader::new(connection);
    let mut reply = Vec::new();
    while let Some(request) = Request::read(&mut reader)? {
        reply.clear();
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        if request.path.ends_with("/invocation/next") {
            if !state.next(&mut reply) {
                // The answer to the last event is in, and the function may wait for ever.
                continue;
            }
        } else {
            state.answered(request);
            reply.extend(b"HTTP/1.1 202 Accepted\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n{\"status\":\"OK\"}\n");
        }
        drop(state);
        writer.write_all(&reply)?;
    }
    Ok(())
}

impl State {
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
    /// `None` where the connection ends.
    fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut headers = HashMap::new();
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.insert(name.to_ascii_lowercase(), value.to_owned());
        }
        let mut body = Vec::new();
        if headers.get("transfer-encoding").is_some_and(|coding| coding == "chunked") {
            while let size @ 1.. = chunk_size(reader, &mut line)? {
                reader.take(size).read_to_end(&mut body)?;
                reader.read_line(&mut line)?;
            }
            reader.read_line(&mut line)?;
        } else {
            let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            reader.take(length).read_to_end(&mut body)?;
        }
        Ok(Some(Self { path, body }))
    }
}

fn chunk_size(reader: &mut impl BufRead, line: &mut String) -> io::Result<u64> {
    line.clear();
    reader.read_line(line)?;
    let size = line.trim_end().split(';').next().unwrap_or_default();
    u64::from_str_radix(size, 16).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::Request;

    #[test]
    fn reads_bodies_of_both_kinds_and_the_end() {
        let mut bytes = &b"POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc\
            POST /b HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n\
            GET /c HTTP/1.1\r\n\r\n"[..];
        for (path, body) in [("/a", "abc"), ("/b", "abc"), ("/c", "")] {
            let request = Request::read(&mut bytes).unwrap().unwrap();
            assert_eq!((&*request.path, &*request.body), (path, body.as_bytes()));
        }
        assert!(Request::read(&mut bytes).unwrap().is_none());
    }
}
