// An operation has one route.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GET /a", http = "POST /a")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
