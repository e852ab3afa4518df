//! What is to be done before the environment ends.

use std::io;
use std::mem;
use std::pin::Pin;
use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;
use tokio::sync::oneshot;

use super::runtime_api::RuntimeApi;
use crate::Failure;
use crate::panic::caught;

/// No other extension of a function may have this name.
const EXTENSION: &str = "gateway-drain";

type Hook = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

static HOOKS: Mutex<Vec<Hook>> = Mutex::new(Vec::new());

/// Has `hook` run before Lambda ends the environment, after those that were registered before it. Register the first
/// before [`run`](crate::run).
///
/// Lambda tells only a function that has an extension. So the first hook has a price, which nobody pays without one:
/// the function registers an [internal extension][extension] of the name `gateway-drain`, which wants no events.
/// All hooks together have [500 ms][shutdown]. An environment also ends without notice, such as by a time-out: what must
/// not be lost is written before the answer.
///
/// [extension]: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
/// [shutdown]: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-shutdown
///
/// ```no_run
/// gateway_lambda::on_drain(|| async { tracing::info!("the environment ends") });
/// ```
pub fn on_drain<F: Future<Output = ()> + Send + 'static>(hook: impl FnOnce() -> F + Send + 'static) {
    hooks().push(Box::new(|| Box::pin(hook())));
}

/// If anything is to be done at the end, waits for it in a task of its own.
pub(super) async fn watch() -> Result<(), Failure> {
    if hooks().is_empty() {
        return Ok(());
    }
    let failed = |error: &dyn std::fmt::Display| {
        Failure::new("Gateway.StartFailed", format!("the environment's end cannot be waited for: {error}"))
    };
    let ends = end_of_process().map_err(|error| failed(&error))?;
    let api = RuntimeApi::new().map_err(|error| failed(&error))?;
    let extension = api.register_extension(EXTENSION).await.map_err(|error| failed(&error))?;
    tokio::spawn(extension);
    tokio::spawn(async {
        ends.await;
        let all = mem::take(&mut *hooks());
        for hook in all {
            // The hook of the panic has logged it, and the others are to run as well.
            drop(caught(hook()).await);
        }
        process::exit(0);
    });
    Ok(())
}

/// Comes back at SIGTERM, from Lambda, or at SIGINT, from a terminal.
///
/// A thread waits for them. The signals of tokio would be set up at every start, also where nothing is registered: 26,000
/// instructions. The second signal ends a process whose hooks do not.
fn end_of_process() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut signals = Signals::new([SIGTERM, SIGINT])?;
    let (tell, told) = oneshot::channel();
    thread::Builder::new().name(EXTENSION.to_owned()).spawn(move || {
        let mut signals = signals.forever();
        if signals.next().is_some() {
            // Nobody is left to be told where the process ends anyway.
            _ = tell.send(());
        }
        if let Some(second) = signals.next() {
            _ = emulate_default_handler(second);
        }
    })?;
    Ok(async {
        if told.await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// Nothing panics while it holds the lock, so a poisoned one is intact.
fn hooks() -> MutexGuard<'static, Vec<Hook>> {
    HOOKS.lock().unwrap_or_else(PoisonError::into_inner)
}
