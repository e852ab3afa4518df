// The interface is a string literal, not the path of its module.
use gateway_runtime::gateway_op;

#[gateway_op(interface = crate::cache)]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
