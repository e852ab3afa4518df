// `hot` is a flag without options of its own.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache", hot(always))]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
