// A function is one operation.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
#[gateway_op(interface = "storage")]
pub fn get(key: &str) -> usize {
    key.len()
}

#[gateway_op(interface = "cache")]
#[gateway_runtime::gateway_op(interface = "cache", name = "put")]
pub fn set(key: &str) -> usize {
    key.len()
}

fn main() {}
