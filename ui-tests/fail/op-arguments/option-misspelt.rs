// An option that is nearly right is named in the error.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache", nmae = "get_it")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
