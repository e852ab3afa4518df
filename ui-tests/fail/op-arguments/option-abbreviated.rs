// There is no short form of an option.
use gateway_runtime::gateway_op;

#[gateway_op(iface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
