// A route has one of five methods.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "FETCH /orders")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
