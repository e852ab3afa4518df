// Two functions of one name are rustc's error.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { get } }

fn main() {}
