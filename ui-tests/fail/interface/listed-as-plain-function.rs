// `fn` lists a function that is no operation: an operation among them is still forgotten.
#![deny(dead_code)]

use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

#[gateway_op(interface = "cache")]
pub fn set(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { set, fn get } }

fn main() {
    cache_get("k");
    cache_set("k");
}
