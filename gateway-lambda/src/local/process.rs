//! The process that runs the function: the same program again, with the variables that AWS sets.
//!
//! A process of its own, and not a thread of this one, because `lambda_runtime` reads its configuration from the
//! environment (which a safe program cannot set for itself), because a function that crashes or overruns can then be
//! ended and started again as AWS does, and because nothing of the local runtime is then inside what is tried.

use std::fmt;
use std::io;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tokio::process::{Child, Command};

use super::console;
use super::desk::Desk;
use super::output::Output;
use super::settings::Settings;
use super::terminal::Stream;

/// How long the first start may take; a later one is part of an invocation, and may take as long as that. See
/// [the life of an environment](https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html).
const INIT_LIMIT: Duration = Duration::from_secs(10);

/// Why a process is no more.
#[derive(Debug)]
pub(super) enum Ended {
    /// By itself, or somebody else ended it.
    Exited(String),
    /// An invocation overran its deadline.
    Overrun,
    /// It took too long before it asked for an event, but is tried `again` before those who wait are told.
    Starting { again: bool },
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Exited(how) => how,
            Self::Overrun => "it overran its deadline",
            Self::Starting { .. } => "it took too long to start",
        })
    }
}

/// How the function's process is started.
#[derive(Debug)]
pub(super) struct Program {
    environment: Vec<(&'static str, String)>,
}

impl Program {
    pub(super) fn new(settings: &Settings, runtime_api: String, console_key: &str) -> Self {
        let mut environment = vec![
            ("AWS_LAMBDA_RUNTIME_API", runtime_api),
            ("AWS_LAMBDA_FUNCTION_NAME", settings.function_name.clone()),
            ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".to_owned()),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", settings.memory_mb.to_string()),
            ("AWS_LAMBDA_LOG_GROUP_NAME", format!("/aws/lambda/{}", settings.function_name)),
            ("AWS_LAMBDA_LOG_STREAM_NAME", "local".to_owned()),
            ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand".to_owned()),
            ("AWS_REGION", settings.region.clone()),
            ("AWS_DEFAULT_REGION", settings.region.clone()),
            (console::KEY, console_key.to_owned()),
        ];
        if settings.concurrency > 1 {
            environment.push(("AWS_LAMBDA_MAX_CONCURRENCY", settings.concurrency.to_string()));
        }
        Self { environment }
    }

    fn spawn(&self) -> io::Result<Child> {
        let mut command = Command::new(std::env::current_exe()?);
        command.env_remove("AWS_LAMBDA_MAX_CONCURRENCY");
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        // Ctrl-C is for the parent, which ends the child; otherwise it would report a crash.
        #[cfg(unix)]
        command.process_group(0);
        command.spawn()
    }

    /// Keeps one process running while there is work for it. The first starts at once, so that a failing start-up is
    /// seen at once; after an end, the next starts with the next invocation, as on AWS.
    ///
    /// Returns only when the program cannot be started.
    pub(super) async fn keep_running(&self, desk: &Arc<Desk>) -> io::Error {
        let mut first = true;
        loop {
            let child = match self.spawn() {
                Ok(child) => child,
                Err(error) => return error,
            };
            let ended = run(child, desk, std::mem::take(&mut first)).await;
            if !desk.is_ending() {
                desk.terminal()
                    .error(&format!("the function's process ended ({ended}); the next invocation starts another"));
            }
            desk.process_ended(&ended);
            desk.wanted().await;
        }
    }
}

/// Waits for the end of a process, or brings it about.
async fn run(mut child: Child, desk: &Arc<Desk>, first: bool) -> Ended {
    desk.process_started(child.id());
    // `wait` would close it, and so end the child.
    desk.console().questions.ask_at(child.stdin.take()).await;
    let outputs = [
        child.stdout.take().map(|source| Output::follow(desk, Stream::Out, source)),
        child.stderr.take().map(|source| Output::follow(desk, Stream::Error, source)),
    ];
    desk.listen_to(outputs.into_iter().flatten().collect());
    let limit = if first { INIT_LIMIT } else { desk.timeout() };
    let ended = tokio::select! {
        status = child.wait() => Ended::Exited(status.map_or_else(|error| error.to_string(), describe)),
        () = desk.overrun() => Ended::Overrun,
        () = too_slow(desk, limit) => Ended::Starting { again: first },
    };
    if !matches!(ended, Ended::Exited(_)) {
        // It fails if the process has ended meanwhile, which is what was wanted.
        drop(child.kill().await);
    }
    desk.caught_up().await;
    desk.console().questions.ask_at(None).await;
    ended
}

/// Returns if the process has not asked for an event within `limit`.
async fn too_slow(desk: &Desk, limit: Duration) {
    if tokio::time::timeout(limit, desk.started()).await.is_ok() {
        std::future::pending::<()>().await;
    }
}

/// In the words of Lambda: `exit status 1`, `signal: killed`.
fn describe(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return match signal {
            4 => "signal: illegal instruction".to_owned(),
            6 => "signal: aborted".to_owned(),
            8 => "signal: floating point exception".to_owned(),
            9 => "signal: killed".to_owned(),
            11 => "signal: segmentation fault".to_owned(),
            15 => "signal: terminated".to_owned(),
            _ => format!("signal: signal {signal}"),
        };
    }
    status.code().map_or_else(|| status.to_string(), |code| format!("exit status {code}"))
}
