// Every option has a key.
use gateway_runtime::gateway_op;

#[gateway_op("cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
