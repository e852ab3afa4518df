// `http` is a string.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = 404)]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
