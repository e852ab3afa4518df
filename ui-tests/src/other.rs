//! Another module with an interface of the same name, and one operation that no list of this crate holds.

use gateway_runtime::gateway_op;

/// Its own `metrics`.
pub mod metrics {
    use gateway_runtime::{gateway_interface, gateway_op};

    /// Counts.
    #[gateway_op(interface = "metrics", hot)]
    pub fn count() -> u32 {
        1
    }

    gateway_interface! { pub metrics { count } }
}

/// Meant for the list of another crate.
#[gateway_op(interface = "tools", hot)]
#[allow(dead_code, reason = "another crate lists it")]
pub fn sharpen(edge: &str) -> usize {
    edge.len()
}
