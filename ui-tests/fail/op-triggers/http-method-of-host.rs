// The host answers `HEAD` and `OPTIONS`.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "HEAD /orders")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
