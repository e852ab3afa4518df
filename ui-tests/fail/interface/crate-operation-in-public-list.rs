// `pub(crate)` is not public enough for a public list.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub(crate) fn get(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { get } }

fn main() {}
