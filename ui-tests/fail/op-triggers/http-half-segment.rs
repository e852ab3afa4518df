// A parameter is a whole segment.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GET /orders/order-{key}")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
