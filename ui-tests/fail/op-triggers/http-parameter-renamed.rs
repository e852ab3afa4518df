// A path names parameters as JSON does.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GET /orders/{key}")]
pub fn get(#[op(rename = "orderKey")] key: &str) -> usize {
    key.len()
}

fn main() {}
