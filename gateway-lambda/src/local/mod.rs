//! The local runtime: a Lambda Runtime API on loopback, and the program's own loop against it.
//!
//! One port serves both sides: [`Invoke`](https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html), as
//! `aws lambda invoke --endpoint-url` and curl call it, and the
//! [Runtime API](https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html), which the function's process asks
//! for events. It listens on 127.0.0.1 only and answers no pages of a browser.

mod banner;
mod body;
mod desk;
mod invoke_api;
mod process;
mod reply;
mod runtime_api;
mod server;
#[cfg(test)]
mod tests;

use std::ffi::OsStr;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use tokio::net::TcpListener;

use desk::Desk;
use process::Program;
pub(crate) use process::end_with_parent;

const PORT: &str = "GATEWAY_LOCAL_PORT";
/// The name that AWS's own runtime interface emulator reads.
const TIMEOUT: &str = "AWS_LAMBDA_FUNCTION_TIMEOUT";
const MEMORY: &str = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";

/// The local runtime, ready to be configured and run.
///
/// | setting | environment | otherwise |
/// |---|---|---|
/// | port | `GATEWAY_LOCAL_PORT` (0: any free one) | 9000 |
/// | time-out, seconds | `AWS_LAMBDA_FUNCTION_TIMEOUT` | 10 |
/// | memory, MB (told to the function, not enforced) | `AWS_LAMBDA_FUNCTION_MEMORY_SIZE` | 256 |
/// | parallel invocations | `AWS_LAMBDA_MAX_CONCURRENCY` | 1 |
///
/// # Examples
///
/// ```no_run
/// # fn main() -> std::process::ExitCode {
/// gateway_lambda::LocalRuntime::new().port(9001).sample("events/order.json").run()
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct LocalRuntime {
    port: Option<u16>,
    samples: Vec<String>,
}

impl LocalRuntime {
    /// The local runtime as the environment configures it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Listens on this port, whatever `GATEWAY_LOCAL_PORT` says; 0 takes any that is free.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    /// Adds a file with an event, and the command that sends it, to what is printed at the start.
    #[must_use]
    pub fn sample(mut self, path: impl Into<String>) -> Self {
        self.samples.push(path.into());
        self
    }

    /// Listens and runs until ctrl-C or a termination signal: then the function's process is ended, and the exit code
    /// is 0. Anything that keeps it from running is said on standard error; a setting that makes no sense ends it
    /// with 2, everything else with 1.
    ///
    /// The function's process is this same program, started with `AWS_LAMBDA_RUNTIME_API` set and no arguments, so the
    /// program must then call [`run`](crate::run).
    pub fn run(self) -> ExitCode {
        let settings = match self.settings() {
            Ok(settings) => settings,
            Err(error) => {
                stderr(&error);
                return ExitCode::from(2);
            }
        };
        let served = crate::current_thread().and_then(|runtime| {
            // Dropping the runtime ends the function's process.
            runtime.block_on(self.serve(settings))
        });
        match served {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                stderr(&error.to_string());
                ExitCode::FAILURE
            }
        }
    }

    fn settings(&self) -> Result<Settings, String> {
        let port = match self.port {
            Some(port) => port,
            None => number(PORT, "a port from 0 to 65535")?.unwrap_or(9000),
        };
        let timeout: u16 = number(TIMEOUT, "whole seconds from 1 to 900")?.unwrap_or(10);
        if !(1..=900).contains(&timeout) {
            return Err(format!("{TIMEOUT} is `{timeout}`, expected whole seconds from 1 to 900"));
        }
        let memory_mb: u32 = number(MEMORY, "a whole number of megabytes")?.unwrap_or(256);
        Ok(Settings { port, timeout: Duration::from_secs(timeout.into()), memory_mb })
    }

    async fn serve(self, settings: Settings) -> io::Result<()> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, settings.port));
        let listener = TcpListener::bind(address).await.map_err(|error| cannot_listen(&error, settings.port))?;
        let address = listener.local_addr()?;
        let function_name = function_name();
        let region = std::env::var("AWS_REGION").map_or_else(|_| "us-east-1".to_owned(), |region| plain(&region));
        let arn = format!("arn:aws:lambda:{region}:000000000000:function:{function_name}");
        let desk = Desk::new(settings.timeout);

        banner::print(&function_name, address, &self.samples)?;
        let program = Program {
            function_name,
            runtime_api: address.to_string(),
            region,
            memory_mb: settings.memory_mb.to_string(),
        };
        tokio::select! {
            () = asked_to_end() => {
                banner::goodbye()
            }
            error = program.keep_running(&desk) => Err(error),
            never = server::serve(listener, desk.clone(), arn.into()) => match never {},
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Settings {
    port: u16,
    timeout: Duration,
    memory_mb: u32,
}

fn number<T: std::str::FromStr>(variable: &str, expected: &str) -> Result<Option<T>, String> {
    let Some(value) = std::env::var_os(variable) else {
        return Ok(None);
    };
    match value.to_str().and_then(|value| value.parse().ok()) {
        Some(number) => Ok(Some(number)),
        None => Err(format!("{variable} is `{}`, expected {expected}", value.display())),
    }
}

fn cannot_listen(error: &io::Error, port: u16) -> io::Error {
    if error.kind() != io::ErrorKind::AddrInUse {
        return io::Error::new(error.kind(), format!("cannot listen on 127.0.0.1:{port}: {error}"));
    }
    let other = port.checked_add(1).unwrap_or(0);
    let again = banner::this_command();
    let text = format!("port {port} of 127.0.0.1 is in use\n  help: take another: {PORT}={other} {again}");
    io::Error::new(error.kind(), text)
}

fn function_name() -> String {
    let program = std::env::current_exe().ok();
    let name = program.as_deref().and_then(Path::file_stem).and_then(OsStr::to_str);
    plain(name.unwrap_or("function"))
}

/// What stands in an ARN: a program's file may be called anything.
fn plain(name: &str) -> String {
    name.replace(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_', "-")
}

/// Ctrl-C, or what a supervisor sends.
async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    drop(tokio::signal::ctrl_c().await);
}

/// Says what went wrong; a closed standard error is no reason to end.
fn stderr(text: &str) {
    drop(writeln!(io::stderr(), "{}: {text}", banner::error_label()));
}
