// The interface's name is ASCII, so that it can be typed everywhere.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "café")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
