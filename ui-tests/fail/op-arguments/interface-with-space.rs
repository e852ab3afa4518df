// The interface's name is an identifier.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "Cache Ops")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
