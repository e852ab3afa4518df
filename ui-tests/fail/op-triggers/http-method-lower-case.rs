// Methods are written in upper case.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "get /orders")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
