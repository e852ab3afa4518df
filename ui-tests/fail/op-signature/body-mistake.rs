// A mistake in the body is rustc's, at its place, and only there.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.lenght()
}

gateway_interface! { pub cache { get } }

fn main() {}
