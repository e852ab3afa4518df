// Options are separated by commas, not by semicolons.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache"; hot)]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
