// A refused operation is still found under its own name.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache", name = "get")]
pub fn lookup(key: impl AsRef<str>) -> usize {
    key.as_ref().len()
}

gateway_interface! { pub cache { get } }

fn main() {}
