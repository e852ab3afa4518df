// Other options do not stand for the interface.
use gateway_runtime::gateway_op;

#[gateway_op(hot)]
pub fn get(key: &str) -> usize {
    key.len()
}

#[gateway_op(name = "set", hot)]
pub fn store(key: &str) -> usize {
    key.len()
}

fn main() {}
