// The interface is a string literal: a macro call is not expanded before the attribute reads it.
use gateway_runtime::gateway_op;

#[gateway_op(interface = concat!("ca", "che"))]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
