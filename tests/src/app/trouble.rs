//! A Runtime API that misbehaves as it is told, with a program as its function, and the record of what that asked.

use std::collections::VecDeque;
use std::io::{self, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use super::http::{Request, receive};
use super::{Lines, PATIENCE};

/// As AWS says where the Runtime API is.
const LOOPBACK: &str = "127.0.0.1:PORT";

/// One reply of the Runtime API.
#[derive(Clone, Debug)]
pub enum Step {
    /// An event: `next` is answered well, with these headers.
    Event(Vec<(&'static str, String)>, String),
    /// The same, and then the connection ends: before there can be an answer.
    Last(Vec<(&'static str, String)>, String),
    /// This status, with an error object.
    Status(u16),
    /// The next connection ends when it is made, before anything is asked; and one over which something is asked ends as
    /// with [`Drop`](Self::Drop).
    Close,
    /// No reply: the connection ends.
    Drop,
    /// Half a reply, then the connection ends.
    Half,
    /// These bytes, and no more over this connection.
    Raw(String),
    /// These bytes; it is up to the function to go on.
    RawAndOpen(String),
}

impl Step {
    /// An event with the headers that AWS sends.
    pub fn event(request_id: &str, event: &str) -> Self {
        Self::Event(headers(request_id), event.to_owned())
    }

    /// The same, and no more over this connection.
    pub fn last_event(request_id: &str, event: &str) -> Self {
        Self::Last(headers(request_id), event.to_owned())
    }

    /// An event with the headers that AWS sends, but for one.
    pub fn event_without(header: &str, request_id: &str, event: &str) -> Self {
        let headers = headers(request_id).into_iter().filter(|(name, _)| *name != header).collect();
        Self::Event(headers, event.to_owned())
    }

    /// An event with the headers that AWS sends, which has to be answered within so long from now on.
    pub fn event_due(within: Duration, request_id: &str, event: &str) -> Self {
        Self::event_with(("lambda-runtime-deadline-ms", &deadline(within)), request_id, event)
    }

    /// An event with the headers that AWS sends, but with another value of one.
    pub fn event_with(header: (&'static str, &str), request_id: &str, event: &str) -> Self {
        let others = headers(request_id).into_iter().filter(|(name, _)| *name != header.0);
        Self::Event(others.chain([(header.0, header.1.to_owned())]).collect(), event.to_owned())
    }
}

/// The lines of an event's head that AWS sends, but for those that say how long its body is.
pub fn head_of_event(request_id: &str) -> String {
    let lines = headers(request_id).into_iter().map(|(name, value)| format!("{name}: {value}\r\n"));
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{}", lines.collect::<String>())
}

fn deadline(within: Duration) -> String {
    let since = std::time::UNIX_EPOCH.elapsed().expect("it is after 1970");
    (since + within).as_millis().to_string()
}

fn headers(request_id: &str) -> Vec<(&'static str, String)> {
    vec![
        ("lambda-runtime-aws-request-id", request_id.to_owned()),
        ("lambda-runtime-deadline-ms", deadline(PATIENCE)),
        ("lambda-runtime-invoked-function-arn", "arn:aws:lambda:eu-west-1:123456789012:function:probe".to_owned()),
        ("lambda-runtime-trace-id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700".to_owned()),
    ]
}

/// A request that the function has made.
#[derive(Clone, Debug)]
pub struct Asked {
    /// When all of it was here.
    pub at: Instant,
    /// `next`, `response`, `error` or `init`; `connection` if it came to no call.
    pub call: String,
    /// Of the invocation; empty if the call is about none.
    pub request_id: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// As it is.
    pub body: String,
}

/// The server, and the function. Both end with this value.
#[derive(Debug)]
pub struct Trouble {
    function: Child,
    shared: Arc<Shared>,
    /// What the function writes to standard output, where it logs.
    pub log: Lines,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    next: VecDeque<Step>,
    /// What `next` gets when there is no more: without it, it waits.
    always: Option<Step>,
    posts: VecDeque<Step>,
    asked: Vec<Asked>,
}

impl Trouble {
    /// Starts `program`, for so many invocations at once. Calls of `next` get these replies, then wait.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start(program: &str, concurrency: usize, next: impl IntoIterator<Item = Step>) -> Self {
        Self::with(program, concurrency, &[], next.into_iter().collect(), None, LOOPBACK)
    }

    /// The same for one invocation at once, with these variables.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start_in(environment: &[(&str, &str)], program: &str, next: impl IntoIterator<Item = Step>) -> Self {
        Self::with(program, 1, environment, next.into_iter().collect(), None, LOOPBACK)
    }

    /// As [`start`](Self::start) for one invocation at once, which is told this address, with `PORT` in it for the port.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start_at(address: &str, program: &str, next: impl IntoIterator<Item = Step>) -> Self {
        Self::with(program, 1, &[], next.into_iter().collect(), None, address)
    }

    /// As [`start`](Self::start), but every call of `next` gets this reply.
    ///
    /// # Panics
    /// If it does not start.
    pub fn always(program: &str, concurrency: usize, next: Step) -> Self {
        Self::with(program, concurrency, &[], VecDeque::new(), Some(next), LOOPBACK)
    }

    fn with(
        program: &str,
        concurrency: usize,
        environment: &[(&str, &str)],
        next: VecDeque<Step>,
        always: Option<Step>,
        address: &str,
    ) -> Self {
        let loopback = if address.contains("[::1]") { "[::1]:0" } else { "127.0.0.1:0" };
        let listener = TcpListener::bind(loopback).expect("loopback has a free port");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        let address = address.replace("PORT", &port.to_string());
        let state = State { next, always, posts: VecDeque::new(), asked: Vec::new() };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let server = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let server = Arc::clone(&server);
                // A connection ends with an error when the function is ended.
                thread::spawn(move || drop(stream.and_then(|stream| server.serve(&stream))));
            }
        });
        let mut function = Command::new(program)
            .env("AWS_LAMBDA_RUNTIME_API", address)
            .env("AWS_LAMBDA_FUNCTION_NAME", "probe")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/probe")
            .env("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/02/[$LATEST]0")
            .env("AWS_LAMBDA_MAX_CONCURRENCY", concurrency.to_string())
            .env("PROBE_LOGS", "1")
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the function starts");
        let log = Lines::of(function.stdout.take().expect("it is piped"));
        Self { function, shared, log }
    }

    /// The next answer that the function posts gets this reply.
    ///
    /// # Panics
    /// If a thread of the server panicked.
    pub fn reply_to_post(&self, step: Step) {
        self.shared.state().posts.push_back(step);
    }

    /// The next call of `next`, or one that waits, gets this reply.
    ///
    /// # Panics
    /// If a thread of the server panicked.
    pub fn give(&self, step: Step) {
        self.shared.state().next.push_back(step);
        self.shared.changed.notify_all();
    }

    /// Waits until everything that was given is sent.
    ///
    /// # Panics
    /// If nobody asks for it.
    pub fn wait_until_sent(&self) {
        let start = Instant::now();
        while !self.shared.state().next.is_empty() {
            assert!(start.elapsed() < PATIENCE, "nobody asks for {:?}", self.shared.state().next);
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// The process of the function.
    pub fn id(&self) -> u32 {
        self.function.id()
    }

    /// Everything asked so far.
    ///
    /// # Panics
    /// If a thread of the server panicked.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.state().asked.clone()
    }

    /// Waits until `enough` holds for what was asked so far.
    ///
    /// # Errors
    /// How the function ended, if it did so before.
    ///
    /// # Panics
    /// If neither happens.
    pub fn wait(&mut self, enough: impl Fn(&[Asked]) -> bool) -> Result<Vec<Asked>, ExitStatus> {
        let start = Instant::now();
        loop {
            let asked = self.asked();
            if enough(&asked) {
                return Ok(asked);
            }
            if let Some(status) = self.function.try_wait().expect("it is a child") {
                return Err(status);
            }
            assert!(start.elapsed() < PATIENCE, "nothing more happens after {asked:?}");
            thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Trouble {
    fn drop(&mut self) {
        drop(self.function.kill());
        drop(self.function.wait());
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no server thread panicked")
    }

    /// Whether a new connection is to end at once.
    fn closes(&self) -> bool {
        let mut state = self.state();
        let step = state.next.front().or(state.always.as_ref());
        if !matches!(step, Some(Step::Close)) {
            return false;
        }
        state.next.pop_front();
        let (call, request_id) = ("connection".to_owned(), String::new());
        state.asked.push(Asked { at: Instant::now(), call, request_id, headers: Vec::new(), body: String::new() });
        true
    }

    fn serve(&self, stream: &TcpStream) -> io::Result<()> {
        if self.closes() {
            return stream.shutdown(Shutdown::Both);
        }
        let mut requests = BufReader::new(stream.try_clone()?);
        while let Some(request) = receive(&mut requests)? {
            let asked = asked(request);
            let is_next = asked.call == "next";
            let mut state = self.state();
            state.asked.push(asked);
            let step = if is_next {
                let idle = |state: &mut State| state.next.is_empty() && state.always.is_none();
                state = self.changed.wait_while(state, idle).expect("no server thread panicked");
                state.next.pop_front().or_else(|| state.always.clone()).expect("it was waited for")
            } else {
                state.posts.pop_front().unwrap_or(Step::Status(202))
            };
            // Until it is sent, nobody sees that it is gone, and no answer is taken down.
            let _state = state;
            let mut stream = stream;
            match step {
                Step::Event(headers, event) => stream.write_all(&reply(200, &headers, &event))?,
                Step::Last(headers, event) => {
                    stream.write_all(&reply(200, &headers, &event))?;
                    return stream.shutdown(Shutdown::Both);
                }
                Step::Status(status) => {
                    let body = r#"{"errorType":"Trouble","errorMessage":"as asked for"}"#;
                    stream.write_all(&reply(status, &[], body))?;
                }
                Step::Raw(bytes) => {
                    stream.write_all(bytes.as_bytes())?;
                    return stream.shutdown(Shutdown::Write);
                }
                Step::RawAndOpen(bytes) => stream.write_all(bytes.as_bytes())?,
                Step::Close | Step::Drop => return stream.shutdown(Shutdown::Both),
                Step::Half => {
                    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-le")?;
                    return stream.shutdown(Shutdown::Both);
                }
            }
        }
        Ok(())
    }
}

fn asked(request: Request) -> Asked {
    let path = request.path.split_once("/2018-06-01/runtime/").map_or("", |(_, path)| path);
    let path: Vec<_> = path.split('/').collect();
    let (request_id, call) = match path.as_slice() {
        ["invocation", "next"] => ("", "next"),
        ["invocation", request_id, call] => (*request_id, *call),
        _ => ("", "init"),
    };
    Asked {
        at: Instant::now(),
        call: call.to_owned(),
        request_id: request_id.to_owned(),
        headers: request.headers,
        body: String::from_utf8_lossy(&request.body).into_owned(),
    }
}

fn reply(status: u16, headers: &[(&str, String)], body: &str) -> Vec<u8> {
    let lines: Vec<_> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let (lines, length) = (lines.concat(), body.len());
    format!(
        "HTTP/1.1 {status} As Told\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n{lines}\r\n{body}"
    )
    .into_bytes()
}
