// An entry is a path without parameters: the function has them.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { get(key: &str) } }

fn main() {}
