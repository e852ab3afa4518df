// An operation stands in the list that its annotation names.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

#[gateway_op(interface = "logging")]
pub fn info(message: &str) -> usize {
    message.len()
}

gateway_interface! { pub cache { get, info } }

fn main() {}
