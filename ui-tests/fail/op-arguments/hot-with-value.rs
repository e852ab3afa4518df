// `hot` is a flag.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache", hot = true)]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
