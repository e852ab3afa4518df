//! The reference Lambda: Alexa to Home Assistant.
//!
//! On AWS it is only the loop. Anywhere else, with the feature `local`, it is a command line: see `app --help`.

pub mod alexa;
#[cfg(target_env = "musl")]
mod allocator;
#[cfg(feature = "local")]
mod cli;
mod controller;
pub mod health;
pub mod home;
pub mod home_assistant;
#[cfg(feature = "local")]
pub mod metrics;
#[cfg(feature = "local")]
pub mod notes;
mod parameters;
mod passthrough;
pub mod settings;
pub mod warm_up;

use std::process::ExitCode;

use gateway_cores::config::Config;
use gateway_cores::logging::{self, LogLevel, Logger};
use gateway_free_tier::guard::FreeTier;
use gateway_lambda::Host;
use gateway_runtime::{Core, gateway};

/// That of musl asks the system for memory, and gives it back, several times for each directive.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: allocator::Allocator = allocator::Allocator::new();

gateway! { pub Gateway {
    // To be looked at on one's own machine. What is shipped holds what something outside can call.
    #[cfg(feature = "local")] gateway_cores::config,
    #[cfg(feature = "local")] gateway_cores::logging,
    #[cfg(feature = "local")] gateway_lambda::initialization,
    #[cfg(feature = "local")] gateway_lambda::lambda,
    alexa, health, home_assistant, warm_up,
    #[cfg(feature = "local")] gateway_cores::cache,
    #[cfg(feature = "local")] gateway_cores::metrics,
    #[cfg(feature = "local")] gateway_cores::security,
    #[cfg(feature = "local")] gateway_cores::utility,
    #[cfg(feature = "local")] gateway_free_tier::free_tier,
    #[cfg(feature = "local")] gateway_http::http_client,
    #[cfg(feature = "local")] notes,
} }

fn main() -> ExitCode {
    #[cfg(feature = "local")]
    if !gateway_lambda::on_lambda() {
        return cli::run();
    }
    let mode = gateway_runtime::variable("GATEWAY_MODE").unwrap_or_default().trim().to_ascii_lowercase();
    if mode == "passthrough" {
        return passthrough::run();
    }
    logging::install().expect("nothing has installed a subscriber before the first line of `main`");
    if mode == "free-tier-controller" {
        return controller::run();
    }
    let Ok(config) = <Config as Core>::get();
    if config.section::<settings::DebugSettings>().is_ok_and(|debug| debug.on) {
        let Ok(log) = <Logger as Core>::get();
        logging::set_level(log, LogLevel::Debug);
    }
    let free_tier = match FreeTier::get() {
        Ok(free_tier) => free_tier,
        Err(error) => return gateway_lambda::start_failed(&error.into()),
    };
    if free_tier.is_on() {
        gateway_lambda::on_drain(|| free_tier.give_back());
    }
    let host = Host::<gateway::Gateway>::new().guard(free_tier).warm_up(connect);
    #[cfg(feature = "local")]
    let host = measured(host, free_tier);
    host.run()
}

/// Where a budget is kept, what is left of it is written as metrics.
#[cfg(feature = "local")]
fn measured(
    host: Host<gateway::Gateway, &'static FreeTier>,
    free_tier: &'static FreeTier,
) -> Host<gateway::Gateway, &'static FreeTier> {
    if !free_tier.is_on() {
        return host;
    }
    metrics::count_hours(free_tier);
    gateway_lambda::on_drain(|| metrics::ended(free_tier));
    host.after_invocation(|| metrics::invoked(free_tier))
}

/// The first directive of a cold start finds the connection made.
async fn connect() {
    parameters::fetch().await;
    let Ok(home) = <home::Home as Core>::get();
    home.warm().await;
}

#[cfg(test)]
mod tests {
    use gateway_lambda::Host;

    use crate::gateway::Gateway;

    #[test]
    fn every_trigger_is_served() {
        Host::<Gateway>::new().build().unwrap();
    }
}
