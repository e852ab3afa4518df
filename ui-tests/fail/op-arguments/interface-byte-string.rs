// The interface is a string literal: bytes are no text.
use gateway_runtime::gateway_op;

#[gateway_op(interface = b"cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
