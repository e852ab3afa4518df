// An event has a source.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", event)]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
