// Concrete types need no bounds.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize
where
    usize: Send,
{
    key.len()
}

fn main() {}
