// An operation that no list holds is dead code.
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

gateway_interface! { pub cache { get } }

fn main() {
    cache_get("k");
    set("k");
}
