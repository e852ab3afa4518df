// An operation is listed once under one name; the second entry causes no other error.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

#[gateway_op(interface = "cache")]
pub fn set(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { get, set, get } }

fn main() {}
