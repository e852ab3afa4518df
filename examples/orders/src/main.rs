//! Takes orders from a queue, and shows them over HTTP.

pub mod orders;

use std::process::ExitCode;

use gateway_runtime::gateway;

gateway! { pub Gateway { gateway_cores::logging, orders } }

fn main() -> ExitCode {
    gateway::logging_install().expect("nothing has installed a subscriber before");
    gateway_lambda::run::<gateway::Gateway>()
}
