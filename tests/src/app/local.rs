//! A program as a developer runs it: with its local runtime.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;

use super::{PATIENCE, Reply, binary, root, send};

/// The running program. It ends with this value.
#[derive(Debug)]
pub struct Local {
    child: Child,
    address: SocketAddr,
    /// What it prints after its first line, which says where it listens.
    pub stdout: Lines,
    /// What it says is wrong, and what the function logs; only if it was started to be [`watched`](Self::watched).
    pub stderr: Option<BufReader<ChildStderr>>,
}

/// The lines of a stream. They are read as they come, so that nobody waits to write one.
#[derive(Debug)]
pub struct Lines(Mutex<Receiver<String>>);

impl Lines {
    /// The lines of `stream` from here on.
    pub fn of(stream: impl Read + Send + 'static) -> Self {
        Self::rest_of(BufReader::new(stream))
    }

    fn rest_of(stream: impl BufRead + Send + 'static) -> Self {
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in stream.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self(Mutex::new(lines))
    }

    /// The next line that `wanted` holds for; those before it are skipped.
    ///
    /// # Panics
    /// If none comes.
    pub fn find(&self, wanted: impl Fn(&str) -> bool) -> String {
        loop {
            let lines = self.0.lock().expect("no other reader panicked");
            let line = lines.recv_timeout(PATIENCE).expect("a line comes");
            if wanted(&line) {
                return line;
            }
        }
    }
}

/// Ends with the stream.
impl Iterator for Lines {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        match self.0.get_mut().expect("no other reader panicked").recv_timeout(PATIENCE) {
            Ok(line) => Some(line),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => panic!("neither a line nor the end comes"),
        }
    }
}

impl Local {
    /// Starts the app on a free port, and waits until it says which.
    ///
    /// # Panics
    /// If it does not listen.
    pub fn start(environment: &[(&str, &str)]) -> Self {
        Self::run(binary(), environment, Stdio::inherit())
    }

    /// Like [`start`](Self::start), with standard error for the test to read.
    ///
    /// # Panics
    /// If it does not listen.
    pub fn watched(environment: &[(&str, &str)]) -> Self {
        Self::run(binary(), environment, Stdio::piped())
    }

    /// Like [`start`](Self::start), with another program.
    ///
    /// # Panics
    /// If it does not listen.
    pub fn of(program: &str, environment: &[(&str, &str)]) -> Self {
        Self::run(Path::new(program), environment, Stdio::inherit())
    }

    /// Like [`watched`](Self::watched), with another program.
    ///
    /// # Panics
    /// If it does not listen.
    pub fn watched_of(program: &str, environment: &[(&str, &str)]) -> Self {
        Self::run(Path::new(program), environment, Stdio::piped())
    }

    fn run(program: &Path, environment: &[(&str, &str)], stderr: Stdio) -> Self {
        let mut child = Command::new(program)
            .env("GATEWAY_LOCAL_PORT", "0")
            .envs(environment.iter().copied())
            .current_dir(root())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .expect("the program starts");
        let stderr = child.stderr.take().map(BufReader::new);
        let mut stdout = BufReader::new(child.stdout.take().expect("its output is piped"));
        let mut first = String::new();
        stdout.read_line(&mut first).expect("its output is text");
        let address = first.split("http://").nth(1).and_then(|rest| rest.split_whitespace().next());
        let address = address.and_then(|address| address.parse().ok());
        let address = address.unwrap_or_else(|| panic!("it does not say where it listens: {first:?}"));
        Self { child, address, stdout: Lines::rest_of(stdout), stderr }
    }

    /// The commands that it says to try.
    ///
    /// # Panics
    /// If it says none.
    pub fn commands(&mut self) -> Vec<String> {
        let mut commands = Vec::new();
        loop {
            let line = self.stdout.next().expect("it has not ended");
            assert!(!line.contains('\x1b'), "colours are for terminals: {line:?}");
            if let Some(command) = line.strip_prefix("  ") {
                commands.push(command.trim_end().to_owned());
            } else if !commands.is_empty() {
                return commands;
            }
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The process.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Invokes the function as `aws lambda invoke` does.
    ///
    /// # Panics
    /// If there is no reply.
    pub fn invoke(&self, event: &[u8]) -> Reply {
        self.invoke_with(&[], event)
    }

    /// Like [`invoke`](Self::invoke), with these headers.
    ///
    /// # Panics
    /// If there is no reply.
    pub fn invoke_with(&self, headers: &[(&str, &str)], event: &[u8]) -> Reply {
        self.request("POST", "/2015-03-31/functions/function/invocations", headers, event)
    }

    /// Any request.
    ///
    /// # Panics
    /// If there is no reply.
    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        send(self.address, method, path, headers, body).expect("the local runtime replies")
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
