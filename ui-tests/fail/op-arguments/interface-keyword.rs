// The interface's name is also a Rust name.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "type")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
