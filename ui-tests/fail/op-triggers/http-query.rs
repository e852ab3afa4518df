// A query is no part of a path.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GET /orders?key={key}")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
