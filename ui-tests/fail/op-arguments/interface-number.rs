// The interface is a string literal: another literal is none.
use gateway_runtime::gateway_op;

#[gateway_op(interface = 42)]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
