// A priority has a value.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", direct, priority)]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
