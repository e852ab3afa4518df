// The rest of a path has a name.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GET /orders/*")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
