//! A program as a developer runs it: with its local runtime.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};

use super::{Reply, binary, root, send};

/// The running program. It ends with this value.
#[derive(Debug)]
pub struct Local {
    child: Child,
    address: SocketAddr,
    /// What it prints after its first line, which says where it listens.
    pub stdout: BufReader<ChildStdout>,
    /// What it says is wrong, and what the function logs; only if it was started to be [`watched`](Self::watched).
    pub stderr: Option<BufReader<ChildStderr>>,
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
        Self { child, address, stdout, stderr }
    }

    /// The commands that it says to try.
    ///
    /// # Panics
    /// If it says none.
    pub fn commands(&mut self) -> Vec<String> {
        let mut commands = Vec::new();
        loop {
            let mut line = String::new();
            assert_ne!(self.stdout.read_line(&mut line).expect("its output is text"), 0, "it has ended");
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
        let path = "/2015-03-31/functions/function/invocations";
        send(self.address, "POST", path, &[], event).expect("the local runtime replies")
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
