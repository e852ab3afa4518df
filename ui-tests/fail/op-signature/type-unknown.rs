// A type that is not there is rustc's error.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str, options: GetOptions) -> usize {
    key.len()
}

gateway_interface! { pub cache { get } }

fn main() {}
