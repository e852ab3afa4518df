// An interface's name is no keyword.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "type_ops")]
pub fn get(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub type { get } }

fn main() {}
