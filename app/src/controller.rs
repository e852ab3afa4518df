//! What lets the function in again: a function of its own, since one that is stopped runs no code.
//!
//! `GATEWAY_MODE=free-tier-controller`, called once an hour by a schedule.

use std::process::ExitCode;

use gateway_free_tier::guard::FreeTier;
use gateway_lambda::Failure;
use gateway_runtime::{Core, Json};

/// Runs the function. Whatever calls it, it does the hour's work; what fails is an error of the function, which the next hour
/// mends.
pub(crate) fn run() -> ExitCode {
    let free_tier = match FreeTier::get() {
        Ok(free_tier) => free_tier,
        Err(error) => return gateway_lambda::start_failed(&error.into()),
    };
    gateway_lambda::serve(move |_| async move {
        let settled = free_tier.hourly().await;
        let settled = settled.map_err(|error| Failure::new("FreeTier.NotSettled", error.to_string()))?;
        tracing::info!(epochs = settled.epochs, concurrency = settled.concurrency, "the hour is settled");
        Ok(Json::of(&settled)?)
    })
}
