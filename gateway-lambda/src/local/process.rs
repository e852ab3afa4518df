//! The process that runs the function: the same program again, with the variables that AWS sets.
//!
//! A process of its own, and not a thread of this one, because `lambda_runtime` reads its configuration from the
//! environment (which a safe program cannot set for itself), because a function that crashes or overruns can then be
//! ended and started again as AWS does, and because nothing of the local runtime is then inside what is tried.

use std::io;
use std::process::{ExitStatus, Stdio};

use tokio::process::{Child, Command};

use super::desk::Desk;
use super::stderr;

/// Set for the function's process: its standard input is a pipe that closes when the local runtime ends.
const CHILD: &str = "GATEWAY_LOCAL_CHILD";

/// How the function's process is started.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) function_name: String,
    pub(super) runtime_api: String,
    pub(super) region: String,
    pub(super) memory_mb: String,
}

impl Program {
    fn spawn(&self) -> io::Result<Child> {
        let mut command = Command::new(std::env::current_exe()?);
        let name = self.function_name.as_str();
        let fixed = [
            ("AWS_LAMBDA_RUNTIME_API", self.runtime_api.as_str()),
            ("AWS_LAMBDA_FUNCTION_NAME", name),
            ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", &self.memory_mb),
            ("AWS_LAMBDA_LOG_GROUP_NAME", &format!("/aws/lambda/{name}")),
            ("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
            ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
            ("AWS_REGION", &self.region),
            ("AWS_DEFAULT_REGION", &self.region),
            (CHILD, "1"),
        ];
        command.envs(fixed).stdin(Stdio::piped()).kill_on_drop(true);
        // Ctrl-C is for the parent, which ends the child; otherwise it would report a crash.
        #[cfg(unix)]
        command.process_group(0);
        command.spawn()
    }

    /// Keeps one process running while there is work for it. The first starts at once, so that a failing start-up is
    /// seen at once; after an end, the next starts with the next invocation, as on AWS.
    ///
    /// Returns only when the program cannot be started.
    pub(super) async fn keep_running(&self, desk: &Desk) -> io::Error {
        loop {
            let mut child = match self.spawn() {
                Ok(child) => child,
                Err(error) => return error,
            };
            // `wait` would close it, and so end the child.
            let stdin = child.stdin.take();
            let ended = tokio::select! {
                status = child.wait() => status,
                () = desk.overrun() => {
                    stderr("the function overran its deadline: its process is ended");
                    match child.kill().await {
                        Ok(()) => child.wait().await,
                        Err(error) => Err(error),
                    }
                }
            };
            drop(stdin);
            let how = ended.map_or_else(|error| error.to_string(), describe);
            stderr(&format!("the function's process ended ({how}); the next invocation starts another"));
            desk.process_ended(&how);
            desk.wanted().await;
        }
    }
}

/// In the words of Lambda: `exit status 1`, `signal: killed`.
fn describe(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("exit status {code}"),
        None => status.to_string(),
    }
}

/// In the function's process: ends it when the local runtime has gone, however that ended (the pipe closes). Else it
/// would ask a Runtime API that is no more for its next event, forever.
pub(crate) fn end_with_parent() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    std::thread::spawn(|| {
        drop(io::copy(&mut io::stdin(), &mut io::sink()));
        std::process::exit(0);
    });
}
