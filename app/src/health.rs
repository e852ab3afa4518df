//! Whether the function runs.

use gateway_runtime::{gateway_interface, gateway_op};
use schemars::JsonSchema;
use serde::Serialize;

/// What a monitor wants to see.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Health {
    status: &'static str,
    version: &'static str,
}

/// Says that the function runs, and which version of it.
#[gateway_op(interface = "health", hot, http = "GET /health")]
pub fn check() -> Health {
    Health { status: "ok", version: env!("CARGO_PKG_VERSION") }
}

gateway_interface! { pub health { check } }
