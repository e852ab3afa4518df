// A flag is given once.
use gateway_runtime::gateway_op;

#[gateway_op(hot, interface = "cache", hot)]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
