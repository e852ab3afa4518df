//! A Runtime API of the tests' own, and the app as its function: as on AWS.

use std::collections::VecDeque;
use std::io::{self, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::Value;

use super::http::{Request, receive};
use super::{PATIENCE, binary};

/// What the function sent about an invocation.
#[derive(Debug)]
pub struct Answer {
    /// The invocation's id; empty for `init`.
    pub request_id: String,
    /// `response`, `error`, or `init` for an error at the start.
    pub kind: String,
    /// The body.
    pub body: Value,
    /// The same, as it came.
    pub bytes: Vec<u8>,
}

/// The Runtime API with the app as its function. The function ends with this value.
#[derive(Debug)]
pub struct RuntimeApi {
    function: Child,
    events: Arc<Events>,
    answers: Receiver<Answer>,
    /// What reads the function's standard output and error; nothing does unless it was started to be watched.
    readers: Vec<JoinHandle<String>>,
}

#[derive(Debug, Default)]
struct Events {
    waiting: Mutex<VecDeque<Invocation>>,
    arrived: Condvar,
}

#[derive(Debug)]
struct Invocation {
    request_id: String,
    event: Vec<u8>,
    time: Duration,
}

impl RuntimeApi {
    /// Starts the app with the variables that AWS sets, and these.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start(environment: &[(&str, &str)]) -> Self {
        Self::run(environment, Stdio::inherit)
    }

    /// The same, with all that the app writes for [`end`](Self::end) to hand out.
    ///
    /// # Panics
    /// If it does not start.
    pub fn watched(environment: &[(&str, &str)]) -> Self {
        let mut this = Self::run(environment, Stdio::piped);
        let (stdout, stderr) = (this.function.stdout.take(), this.function.stderr.take());
        this.readers.extend(stdout.map(read_all));
        this.readers.extend(stderr.map(read_all));
        this
    }

    fn run(environment: &[(&str, &str)], output: fn() -> Stdio) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address: SocketAddr = listener.local_addr().expect("a bound socket has an address");
        let events = Arc::<Events>::default();
        let (sender, answers) = mpsc::channel();
        let source = Arc::clone(&events);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (source, sender) = (Arc::clone(&source), sender.clone());
                // A connection ends with an error when the function is ended.
                thread::spawn(move || drop(stream.and_then(|stream| serve(&stream, &source, &sender))));
            }
        });
        let function = Command::new(binary())
            .env("AWS_LAMBDA_RUNTIME_API", address.to_string())
            .env("AWS_LAMBDA_FUNCTION_NAME", "app")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/app")
            .env("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/02/[$LATEST]0")
            .env("AWS_REGION", "eu-west-1")
            .envs(environment.iter().copied())
            .stdout(output())
            .stderr(output())
            .spawn()
            .expect("the app starts");
        Self { function, events, answers, readers: Vec::new() }
    }

    /// Gives the function an event, when it asks for the next.
    ///
    /// # Panics
    /// If a thread of the server panicked.
    pub fn give(&self, request_id: &str, event: impl Into<Vec<u8>>) {
        self.give_for(PATIENCE, request_id, event);
    }

    /// Like [`give`](Self::give), for a function that is ended after `time`.
    ///
    /// # Panics
    /// If a thread of the server panicked.
    pub fn give_for(&self, time: Duration, request_id: &str, event: impl Into<Vec<u8>>) {
        let mut waiting = self.events.waiting.lock().expect("no server thread panicked");
        waiting.push_back(Invocation { request_id: request_id.to_owned(), event: event.into(), time });
        self.events.arrived.notify_one();
    }

    /// Sends the function's process a signal: `STOP` is how Lambda freezes it, `CONT` how it thaws.
    ///
    /// # Panics
    /// If the process is not there.
    pub fn signal(&self, name: &str) {
        let signal = Command::new("kill").args(["-s", name, &self.function.id().to_string()]).status();
        assert!(signal.is_ok_and(|status| status.success()), "{name} was not sent");
    }

    /// Ends the function, and hands out all that it has written; nothing if it was not watched.
    ///
    /// # Panics
    /// If that is not UTF-8.
    pub fn end(mut self) -> String {
        drop(self.function.kill());
        let readers = std::mem::take(&mut self.readers);
        readers.into_iter().map(|reader| reader.join().expect("the output is UTF-8")).collect()
    }

    /// Waits until the function's process has ended.
    ///
    /// # Panics
    /// If it does not.
    pub fn ended(&mut self) {
        let start = Instant::now();
        while matches!(self.function.try_wait(), Ok(None)) {
            assert!(start.elapsed() < PATIENCE, "the function does not end");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The next thing that the function sends.
    ///
    /// # Panics
    /// If nothing comes.
    pub fn answer(&self) -> Answer {
        self.answers.recv_timeout(PATIENCE).expect("the function answers")
    }
}

impl Drop for RuntimeApi {
    fn drop(&mut self) {
        drop(self.function.kill());
        drop(self.function.wait());
    }
}

fn serve(stream: &TcpStream, events: &Events, answers: &Sender<Answer>) -> io::Result<()> {
    let mut requests = BufReader::new(stream.try_clone()?);
    while let Some(request) = receive(&mut requests)? {
        // What waits for the end of its environment is told of it by a signal.
        if request.path == "/2020-01-01/extension/event/next" {
            return Ok(());
        }
        let reply = match request.path.strip_prefix("/2018-06-01/runtime/") {
            None if request.path == "/2020-01-01/extension/register" => {
                b"HTTP/1.1 200 OK\r\nlambda-extension-identifier: drain\r\ncontent-length: 0\r\n\r\n".to_vec()
            }
            Some("invocation/next") => next(events),
            Some(call) => {
                // The test may have ended already.
                drop(answers.send(answer(call, &request)));
                "HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n".into()
            }
            None => "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".into(),
        };
        let mut stream = stream;
        stream.write_all(&reply)?;
    }
    Ok(())
}

fn next(events: &Events) -> Vec<u8> {
    let waiting = events.waiting.lock().expect("no server thread panicked");
    let mut waiting = events.arrived.wait_while(waiting, |waiting| waiting.is_empty()).expect("as above");
    let Invocation { request_id, event, time } = waiting.pop_front().expect("it was waited for");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970");
    let deadline = (now + time).as_millis();
    let head = format!(
        "HTTP/1.1 200 OK\r\n\
         content-type: application/json\r\n\
         lambda-runtime-aws-request-id: {request_id}\r\n\
         lambda-runtime-deadline-ms: {deadline}\r\n\
         lambda-runtime-invoked-function-arn: arn:aws:lambda:eu-west-1:123456789012:function:app\r\n\
         lambda-runtime-trace-id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0\r\n\
         content-length: {}\r\n\r\n",
        event.len()
    );
    [head.into_bytes(), event].concat()
}

fn answer(call: &str, request: &Request) -> Answer {
    let (request_id, kind) = match call.split('/').collect::<Vec<_>>().as_slice() {
        ["invocation", request_id, kind] => ((*request_id).to_owned(), (*kind).to_owned()),
        _ => (String::new(), "init".to_owned()),
    };
    let body = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
    Answer { request_id, kind, body, bytes: request.body.clone() }
}

fn read_all(mut stream: impl Read + Send + 'static) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("it is UTF-8");
        text
    })
}
