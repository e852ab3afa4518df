// Dynamic calls need one concrete function: no const parameters.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn chunk<const N: usize>(key: &str) -> usize {
    key.len() / N
}

fn main() {}
