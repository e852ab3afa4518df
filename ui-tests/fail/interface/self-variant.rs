// No variant can be called `Self`.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn self_(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { self_ } }

fn main() {}
