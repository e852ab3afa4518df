// The interface has a name.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
