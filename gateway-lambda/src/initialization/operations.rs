//! The operations of the interface.

use gateway_runtime::{Catalogue, Context, GatewayError, builds, gateway_op};

use super::progress::{self, InitializationStatus, StageTiming};
use super::report::Report;

/// Builds every core of the gateway that is not there yet, by name in alphabetical order.
///
/// For a function in which no request may wait; others [`preload`] what they need.
///
/// # Errors
/// `core_failed` if one cannot be built: those before it are there, those after it were not tried.
#[gateway_op(interface = "initialization")]
pub fn initialize(#[inject] catalogue: &Catalogue) -> Result<Report, GatewayError> {
    let names: Vec<_> = catalogue.cores().iter().map(|core| core.name).collect();
    catalogue.preload(&names)?;
    Ok(report(catalogue))
}

/// Builds the named cores now, in the order given. A core's name is that of its struct.
///
/// # Errors
/// `invalid_request` for a name that is no core of this gateway; `core_failed` if one cannot be built: those before it
/// are there, those after it were not tried.
#[gateway_op(interface = "initialization")]
pub fn preload(#[inject] catalogue: &Catalogue, cores: Vec<String>) -> Result<Report, GatewayError> {
    let names: Vec<_> = cores.iter().map(String::as_str).collect();
    catalogue.preload(&names)?;
    Ok(report(catalogue))
}

/// Tells which cores were built, when, how long it took and for whom, and what to preload.
#[gateway_op(interface = "initialization")]
pub fn report(#[inject] catalogue: &Catalogue) -> Report {
    let known: Vec<_> = catalogue.cores().iter().map(|core| core.name).collect();
    Report::of(&known, builds())
}

/// Tells how far the environment is, and of what kind.
#[gateway_op(interface = "initialization")]
pub fn status(#[inject] catalogue: &Catalogue) -> InitializationStatus {
    InitializationStatus {
        stage: progress::stage(),
        initialization_type: progress::kind().map(str::to_owned),
        concurrency: progress::concurrency(),
        invocations: progress::invocations(),
        cores_built: builds().len(),
        cores_known: catalogue.cores().len(),
    }
}

/// Tells how long each stage of the environment took: `starting`, `ready`, `serving`.
///
/// What the operating system did before `main`, and `main` before the host, is in none of them: Lambda's own
/// `Init Duration` has it.
#[gateway_op(interface = "initialization")]
pub fn stages() -> Vec<StageTiming> {
    progress::timings()
}

/// Whether this request is the first of its environment, and was waited with for the start.
#[gateway_op(interface = "initialization")]
pub fn cold_start(#[inject] cx: &Context) -> bool {
    cx.cold_start()
}
