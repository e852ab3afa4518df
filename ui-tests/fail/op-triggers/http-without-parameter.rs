// A path names parameters of the function.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GET /orders/{id}")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
