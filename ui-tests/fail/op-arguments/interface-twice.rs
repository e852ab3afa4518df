// An operation has one interface.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache", interface = "storage")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
