// An operation's name begins with a letter.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache", name = "2nd_get")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
