// What is behind a `#[cfg]` is listed behind the same one.
#![allow(unexpected_cfgs)]

use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

#[cfg(feature = "admin")]
#[gateway_op(interface = "cache")]
pub fn flush() {}

gateway_interface! { pub cache { get, flush } }

fn main() {}
