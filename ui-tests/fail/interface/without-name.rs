// A list has a name.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

gateway_interface! {}

mod unnamed {
    gateway_runtime::gateway_interface! { { get } }
}

fn main() {}
