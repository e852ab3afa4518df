// An interface's name is lower_snake_case.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache_ops")]
pub fn get(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub CacheOps { get } }

fn main() {}
