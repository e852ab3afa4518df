//! The reference Lambda: Alexa to Home Assistant.
//!
//! On AWS it is only the loop. Anywhere else, with the feature `local`, it is a command line: see `app --help`.

pub mod alexa;
#[cfg(feature = "local")]
mod cli;
pub mod health;
pub mod home;
pub mod home_assistant;
#[cfg(feature = "local")]
pub mod notes;
mod passthrough;
pub mod settings;
pub mod warm_up;

use std::process::ExitCode;

use gateway_lambda::Host;
use gateway_runtime::{Core, gateway};

gateway! { pub Gateway {
    gateway_cores::{config, logging}, gateway_lambda::{initialization, lambda}, alexa, health, home_assistant, warm_up,
    // To be looked at on one's own machine. What is shipped holds what the bridge needs.
    #[cfg(feature = "local")] gateway_cores::cache,
    #[cfg(feature = "local")] gateway_cores::security,
    #[cfg(feature = "local")] gateway_cores::utility,
    #[cfg(feature = "local")] gateway_http::http_client,
    #[cfg(feature = "local")] notes,
} }

fn main() -> ExitCode {
    #[cfg(feature = "local")]
    if !gateway_lambda::on_lambda() {
        return cli::run();
    }
    if passthrough::is_wanted() {
        return passthrough::run();
    }
    gateway::logging_install().expect("nothing has installed a subscriber before the first line of `main`");
    if gateway::config_section::<settings::DebugSettings>().is_ok_and(|debug| debug.on) {
        gateway::logging_set_level(gateway_cores::logging::LogLevel::Debug);
    }
    Host::<gateway::Gateway>::new().warm_up(connect).run()
}

/// The first directive of a cold start finds the connection made.
async fn connect() {
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
