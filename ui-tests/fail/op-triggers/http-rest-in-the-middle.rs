// What takes the rest is last.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GET /orders/{key...}/lines")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
