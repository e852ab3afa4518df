// Every option has a key, also where the value would be a word.
use gateway_runtime::gateway_op;

#[gateway_op(cache, hot)]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
