// `http` is a method and a path.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GET")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
