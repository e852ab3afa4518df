// `interface` has a value.
use gateway_runtime::gateway_op;

#[gateway_op(interface)]
pub fn get(key: &str) -> usize {
    key.len()
}

#[gateway_op(interface =)]
pub fn set(key: &str) -> usize {
    key.len()
}

fn main() {}
