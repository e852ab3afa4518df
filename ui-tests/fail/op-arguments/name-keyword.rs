// An operation's name is no keyword.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache", name = "match")]
pub fn matching(key: &str) -> usize {
    key.len()
}

fn main() {}
