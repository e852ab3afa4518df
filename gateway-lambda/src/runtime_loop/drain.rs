//! What is to be done before the environment ends.

use std::io;
use std::mem;
use std::os::unix::net::UnixStream;
use std::pin::Pin;
use std::process;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use signal_hook::low_level::pipe;

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
pub(super) fn watch(api: &RuntimeApi) -> Result<(), Failure> {
    if hooks().is_empty() {
        return Ok(());
    }
    let failed = |error: &dyn std::fmt::Display| {
        Failure::new("Gateway.StartFailed", format!("the environment's end cannot be waited for: {error}"))
    };
    let ends = end_of_process().map_err(|error| failed(&error))?;
    let extension = api.register_extension(EXTENSION).map_err(|error| failed(&error))?;
    tokio::spawn(async move {
        ends.await;
        let all = mem::take(&mut *hooks());
        for hook in all {
            // The hook of the panic has logged it, and the others are to run as well.
            drop(caught(hook()).await);
        }
        drop(extension);
        process::exit(0);
    });
    Ok(())
}

/// Comes back at SIGTERM, from Lambda, or at SIGINT, from a terminal.
///
/// The signals of tokio would be set up at every start, also where nothing is registered: 26,000 instructions. The second
/// signal ends a process whose hooks do not.
fn end_of_process() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let (ends, tell) = UnixStream::pair()?;
    ends.set_nonblocking(true)?;
    let ends = tokio::net::UnixStream::from_std(ends)?;
    for signal in [SIGTERM, SIGINT] {
        pipe::register(signal, tell.try_clone()?)?;
    }
    Ok(async move {
        if ends.readable().await.is_err() {
            std::future::pending::<()>().await;
        }
        for signal in [SIGTERM, SIGINT] {
            // Without it, the hooks still have their time.
            _ = flag::register_conditional_default(signal, Arc::new(AtomicBool::new(true)));
        }
    })
}

/// Nothing panics while it holds the lock, so a poisoned one is intact.
fn hooks() -> MutexGuard<'static, Vec<Hook>> {
    HOOKS.lock().unwrap_or_else(PoisonError::into_inner)
}
