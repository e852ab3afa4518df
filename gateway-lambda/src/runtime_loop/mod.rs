//! The seam to `lambda_runtime`: nothing outside of this folder names it, but for [`Failure`]'s conversion.
//!
//! `lambda_runtime` writes the answer and posts it. It is asked for no event, and reads none's headers: its own loop
//! panics where a header is missing, asks again at once where a connection breaks, and loses a worker at each such event.
//! So the [`Worker`]s ask, each over a [connection] of its own, and hand each event to it.

mod backoff;
mod connection;
#[cfg(feature = "graceful-shutdown")]
mod drain;
mod event;
#[cfg(feature = "graceful-shutdown")]
mod extension;
mod runtime_api;
mod service;
mod trouble;
mod worker;

#[cfg(feature = "graceful-shutdown")]
pub use self::drain::on_drain;

use std::convert::Infallible;
use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use gateway_runtime::Json;

use self::event::Function;
use self::runtime_api::RuntimeApi;
use self::trouble::Trouble;
use self::worker::Worker;
use crate::host::{Hooks, WARM_UP_LIMIT, WarmUp};
use crate::panic::caught;
use crate::{Event, Failure, current_thread, initialization, panic, start_failed};

/// How long before its deadline an invocation is answered that has no answer yet.
pub(crate) const DEADLINE_MARGIN: Duration = Duration::from_millis(100);

/// The start begins: from now on its time is counted, and a panic is a record. Only the first call counts.
pub(crate) fn begin() {
    initialization::begin();
    panic::install_hook();
}

/// Asks Lambda for events and answers them with `handle`, each within its own [`Context`](gateway_runtime::Context), for
/// as long as the environment lives. Comes back only if it cannot start, which Lambda then has been told.
///
/// An invocation that has no answer so long before its deadline is ended with a failure: `handle`'s future is dropped. For
/// that, and for any other failure, `mend` may have an answer, which it makes within the same context.
/// When the answer is posted, and the hook has run, comes `settle`, with how long that took.
pub(crate) fn run<H, F, M, S, T>(deadline_margin: Duration, hooks: Hooks, handle: H, mend: M, settle: S) -> ExitCode
where
    H: Fn(Event) -> F + Clone + Send + 'static,
    F: Future<Output = Result<Json, Failure>> + Send + 'static,
    M: Fn(Failure) -> Result<Json, Failure> + Clone + Send + 'static,
    S: Fn(Duration) -> T + Clone + Send + Sync + 'static,
    T: Future<Output = ()> + Send + 'static,
{
    begin();
    // What is missing in the environment is a panic in `lambda_runtime`, before there is an event to fail.
    let ended = catch_unwind(AssertUnwindSafe(|| {
        let executor = current_thread().map_err(|error| Failure::new("Gateway.StartFailed", error.to_string()))?;
        executor.block_on(serve(deadline_margin, hooks, handle, mend, settle))
    }));
    match ended {
        Ok(Ok(never)) => match never {},
        Ok(Err(failure)) => start_failed(&failure),
        Err(_) => start_failed(&Failure::new("Gateway.StartFailed", "the host panicked before the first event")),
    }
}

/// Tells Lambda why the function cannot start.
pub(crate) fn report_failed_start(failure: &Failure) -> Result<(), impl Error> {
    let post = async { RuntimeApi::new()?.init_error(failure).await };
    current_thread().map_err(|error| Trouble::Connection(error.into()))?.block_on(post)
}

async fn serve<H, F, M, S, T>(
    deadline_margin: Duration,
    hooks: Hooks,
    handle: H,
    mend: M,
    settle: S,
) -> Result<Infallible, Failure>
where
    H: Fn(Event) -> F + Clone + Send + 'static,
    F: Future<Output = Result<Json, Failure>> + Send + 'static,
    M: Fn(Failure) -> Result<Json, Failure> + Clone + Send + 'static,
    S: Fn(Duration) -> T + Clone + Send + Sync + 'static,
    T: Future<Output = ()> + Send + 'static,
{
    let workers = initialization::concurrency();
    let api = RuntimeApi::new().map_err(|trouble| Failure::new("Gateway.StartFailed", trouble.to_string()))?;
    let worker = Worker {
        api,
        function: Function::from_lookup(|name| gateway_runtime::variable(name).map(str::to_owned)),
        cold: Arc::new(AtomicBool::new(initialization::starts_cold())),
        post: service::post_answers(),
        handle,
        mend,
        after_invocation: hooks.after_invocation,
        settle,
        deadline_margin,
    };
    #[cfg(feature = "graceful-shutdown")]
    drain::watch(&worker.api)?;
    if let Some(hook) = hooks.warm_up.filter(|_| initialization::keeps_connections()) {
        warm(hook).await;
    }
    initialization::ready();
    // Sequential where no concurrency is set.
    for _ in 1..workers {
        tokio::spawn(worker.clone().run());
    }
    Ok(worker.run().await)
}

async fn warm(hook: WarmUp) {
    initialization::warming();
    let warmed = tokio::time::timeout(WARM_UP_LIMIT, caught(async { hook().await })).await;
    if warmed.is_err() {
        tracing::warn!("the warm-up has taken too long: the function starts without it");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

    use super::warm;

    #[tokio::test(start_paused = true)]
    async fn a_warm_up_runs_and_neither_its_panic_nor_its_length_stops_the_start() {
        let ran = Arc::new(AtomicBool::new(false));
        let saw = Arc::clone(&ran);
        warm(Box::new(move || Box::pin(async move { saw.store(true, Relaxed) }))).await;
        assert!(ran.load(Relaxed));
        warm(Box::new(|| panic!("before there is a future"))).await;
        warm(Box::new(|| Box::pin(async { panic!("within it") }))).await;
        warm(Box::new(|| Box::pin(std::future::pending()))).await;
    }
}
