// An operation's name is a literal: a constant is not known while the attribute runs.
use gateway_runtime::gateway_op;

const NAME: &str = "get";

#[gateway_op(interface = "cache", name = NAME)]
pub fn lookup(key: &str) -> usize {
    key.len()
}

fn main() {}
