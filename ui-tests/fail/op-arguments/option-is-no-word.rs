// An option begins with a word.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache", 42, , hot)]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
