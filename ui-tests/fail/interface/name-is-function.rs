// Lists name an operation by its operation name, not by that of its function.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache", name = "get")]
pub fn lookup(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { lookup } }

fn main() {}
