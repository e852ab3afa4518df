// Options are separated by commas, also after a flag.
use gateway_runtime::gateway_op;

#[gateway_op(hot interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
