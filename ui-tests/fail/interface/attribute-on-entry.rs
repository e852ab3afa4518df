// An entry takes few attributes.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { #[inline] get } }

fn main() {}
