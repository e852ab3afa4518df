// Every parameter has a name, also one that is not used.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn get(key: &str, _: u32) -> usize {
    key.len()
}

fn main() {}
