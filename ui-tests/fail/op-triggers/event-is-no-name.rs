// An event source is a name.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", event = "SQS")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
