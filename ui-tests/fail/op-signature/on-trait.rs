// An operation is a function, not a trait.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub trait Store {
    fn get(&self, key: &str) -> usize;
}

fn main() {}
