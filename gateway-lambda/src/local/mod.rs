//! The local runtime: a Lambda on loopback, and the program's own loop within it.
//!
//! One port serves four sides: [`Invoke`](https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html), as
//! `aws lambda invoke --endpoint-url` and curl call it; plain HTTP, as a
//! [Function URL](https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html) would take it; and the
//! [Runtime API](https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html), which the function's process asks
//! for events, with as much of the
//! [Extensions API](https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html) as tells it of its end; and
//! the console, a page at `/_console` to look at all of it. It listens on loopback only and answers no
//! foreign pages of a browser.

mod banner;
mod body;
mod complaint;
mod console;
mod desk;
mod extensions;
mod front;
mod invocation;
mod invoke_api;
mod log;
mod memory;
mod origin;
mod output;
mod process;
mod record;
mod reply;
mod runtime_api;
mod server;
mod settings;
mod state;
mod terminal;
#[cfg(test)]
mod tests;

use std::future::pending;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use gateway_runtime::Gateway;
use tokio::net::TcpListener;

use banner::Served;
pub(crate) use console::{called, follow_parent, is_local};
use desk::Desk;
use process::Program;
use settings::{Given, Settings};
use terminal::Terminal;

/// The local runtime, ready to be configured and run.
///
/// | setting | environment | otherwise |
/// |---|---|---|
/// | [`port`](Self::port) | `GATEWAY_LOCAL_PORT` (0: any free one) | 9000 |
/// | [`timeout`](Self::timeout) | `AWS_LAMBDA_FUNCTION_TIMEOUT`, whole seconds | 300 s, as in AWS's emulator |
/// | [`memory_mb`](Self::memory_mb) | `AWS_LAMBDA_FUNCTION_MEMORY_SIZE` | 128, as on AWS |
/// | [`concurrency`](Self::concurrency) | `AWS_LAMBDA_MAX_CONCURRENCY` | 1 |
/// | [`function_name`](Self::function_name) | `AWS_LAMBDA_FUNCTION_NAME` | the program's name |
/// | region, in the ARN | `AWS_REGION` | `us-east-1` |
///
/// What is like AWS: deadlines, which end the process when they pass; the process starts anew after a crash; events of
/// up to 6 MB, answers of up to 6 MB and 100 bytes; ten seconds for the first start; the log of each invocation, which
/// ends in a REPORT line. What is not: there is one process, so more invocations than it takes wait for it, up to a
/// thousand; memory is reported, not limited; an `Event` invocation is not tried again when it fails.
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
    given: Given,
    samples: Vec<String>,
    served: Vec<Served>,
}

impl LocalRuntime {
    /// The local runtime as the environment configures it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Listens on this port, whatever `GATEWAY_LOCAL_PORT` says; 0 takes any that is free.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.given.port = Some(port);
        self
    }

    /// Ends an invocation after this time, of 1 to 900 seconds, whatever `AWS_LAMBDA_FUNCTION_TIMEOUT` says.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.given.timeout = Some(timeout);
        self
    }

    /// Tells the function that it has this much memory, of 128 to 10240 megabytes, and bills it, whatever
    /// `AWS_LAMBDA_FUNCTION_MEMORY_SIZE` says. It is no limit.
    #[must_use]
    pub fn memory_mb(mut self, megabytes: u32) -> Self {
        self.given.memory_mb = Some(megabytes);
        self
    }

    /// Lets the function work on so many invocations at once, of 1 to 1000, whatever `AWS_LAMBDA_MAX_CONCURRENCY` says.
    #[must_use]
    pub fn concurrency(mut self, invocations: u16) -> Self {
        self.given.concurrency = Some(invocations);
        self
    }

    /// Calls the function so, whatever `AWS_LAMBDA_FUNCTION_NAME` says: up to 64 ASCII letters, digits, hyphens and
    /// underscores.
    #[must_use]
    pub fn function_name(mut self, name: impl Into<String>) -> Self {
        self.given.function_name = Some(name.into());
        self
    }

    /// Adds a file with an event, and the command that sends it, to what is printed at the start.
    #[must_use]
    pub fn sample(mut self, path: impl Into<String>) -> Self {
        self.samples.push(path.into());
        self
    }

    /// Has the start print what calls the operations of a gateway: their routes, events and directives.
    #[must_use]
    pub fn triggers_of<G: Gateway>(mut self) -> Self {
        self.served = banner::served(G::catalogue());
        self
    }

    /// Listens and runs until ctrl-C or a termination signal: then the function's process is ended, after 500 ms if it has
    /// something to do before (see `on_drain`), and the exit code is 0. Anything that keeps it from running is said on standard error; a setting that makes no sense ends it
    /// with 2, everything else with 1.
    ///
    /// The function's process is this same program, started with `AWS_LAMBDA_RUNTIME_API` set and no arguments, so the
    /// program must then call [`run`](crate::run).
    pub fn run(self) -> ExitCode {
        let terminal = Terminal::standard();
        let settings = match Settings::new(&self.given) {
            Ok(settings) => settings,
            Err(error) => {
                terminal.error(&error);
                return ExitCode::from(2);
            }
        };
        let served = crate::current_thread().and_then(|runtime| {
            // Dropping the runtime ends the function's process.
            runtime.block_on(serve(&settings, &self.samples, &self.served))
        });
        match served {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                terminal.error(&error.to_string());
                ExitCode::FAILURE
            }
        }
    }
}

async fn serve(settings: &Settings, samples: &[String], served: &[Served]) -> io::Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, settings.port));
    let listener = TcpListener::bind(address).await.map_err(|error| cannot_listen(&error, settings.port))?;
    let address = listener.local_addr()?;
    let other = other_loopback(address.port(), settings.port == 0).await?;
    let desk = Desk::new(settings.timeout, settings.memory_mb, settings.concurrency, Terminal::standard());

    banner::print(&settings.function_name, address, samples, served)?;
    let program = Program::new(settings, address.to_string(), desk.console().key());
    let arn: Arc<str> = settings.arn().into();
    let on_other = async {
        match other {
            Some(listener) => server::serve(listener, desk.clone(), arn.clone()).await,
            None => pending().await,
        }
    };
    tokio::select! {
        () = end(&desk) => banner::goodbye(),
        error = program.keep_running(&desk) => Err(error),
        never = server::serve(listener, desk.clone(), arn.clone()) => match never {},
        never = on_other => match never {},
    }
}

/// The same port of `::1`: `localhost` means that to some programs, such as `cargo lambda invoke`. `None` where there
/// is no such address, or where a port that nobody asked for is taken there.
async fn other_loopback(port: u16, any_port: bool) -> io::Result<Option<TcpListener>> {
    match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
        Ok(listener) => Ok(Some(listener)),
        // Else some of those who say `localhost` would reach another program.
        Err(error) if error.kind() == io::ErrorKind::AddrInUse && !any_port => Err(cannot_listen(&error, port)),
        Err(_) => Ok(None),
    }
}

fn cannot_listen(error: &io::Error, port: u16) -> io::Error {
    if error.kind() != io::ErrorKind::AddrInUse {
        return io::Error::new(error.kind(), format!("cannot listen on port {port} of localhost: {error}"));
    }
    let again = banner::on_another_port(port.checked_add(1).unwrap_or(0));
    let text = format!("port {port} of localhost is in use\n  help: take another: {again}");
    io::Error::new(error.kind(), text)
}

/// Comes back when all of it may end: a function that registered an extension has had its time by then.
async fn end(desk: &Desk) {
    asked_to_end().await;
    desk.shut_down().await;
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
