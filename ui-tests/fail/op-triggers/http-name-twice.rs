// A path names each parameter once.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GET /orders/{key}/lines/{key}")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
