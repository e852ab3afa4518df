// The runtime is named by its path, not by a string.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache", crate = "gateway_runtime")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
