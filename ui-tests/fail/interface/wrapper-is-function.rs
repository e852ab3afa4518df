// A wrapper does not have the name of a function that is there.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

pub fn cache_get() {}

gateway_interface! { pub cache { get } }

fn main() {}
