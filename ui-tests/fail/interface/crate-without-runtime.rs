// What `crate = ..` names is the runtime.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

gateway_interface! { crate = crate::no_runtime; pub cache { get } }

fn main() {}
