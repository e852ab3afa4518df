// An operation's name is an identifier: its wrapper has it.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache", name = "get-it")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
