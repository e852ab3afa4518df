// An entry is a path, so that editors and the compiler follow it.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { "get" } }

fn main() {}
