// A name in the path is that of a parameter.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GET /orders/{Key}")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
