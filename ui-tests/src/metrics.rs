//! An interface that a gateway lists by its path.

use gateway_runtime::{gateway_interface, gateway_op};

/// Records one value.
#[gateway_op(interface = "metrics")]
pub fn record(name: &str, value: f64) -> String {
    format!("{name}={value}")
}

/// Forgets all values.
#[gateway_op(interface = "metrics", hot)]
pub fn reset() {}

gateway_interface! {
    pub metrics {
        record,
        reset,
    }
}
