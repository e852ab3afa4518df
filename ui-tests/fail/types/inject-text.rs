// Text comes from JSON, it is not injected.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(#[inject] key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { get } }

fn main() {}
