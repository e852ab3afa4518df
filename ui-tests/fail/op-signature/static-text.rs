// What is read from JSON does not live forever.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn get(key: &'static str) -> usize {
    key.len()
}

fn main() {}
