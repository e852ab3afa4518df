// What a public list makes public is public itself.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
fn get(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { get } }

fn main() {}
