// `direct` is a flag.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", direct = true)]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
