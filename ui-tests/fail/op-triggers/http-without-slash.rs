// A path begins with a slash.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GET orders")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
