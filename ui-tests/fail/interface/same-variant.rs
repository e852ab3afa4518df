// Two operations are two variants.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get_all(key: &str) -> usize {
    key.len()
}

#[gateway_op(interface = "cache")]
pub fn get__all(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { get_all, get__all } }

fn main() {}
