// The attribute names the interface that the operation belongs to.
use gateway_runtime::gateway_op;

#[gateway_op]
pub fn get(key: &str) -> usize {
    key.len()
}

#[gateway_op()]
pub fn set(key: &str) -> usize {
    key.len()
}

fn main() {}
