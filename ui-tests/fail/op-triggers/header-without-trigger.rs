// A header comes with a request.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", event = "sqs")]
pub fn get(#[op(header = "x-key")] key: String) -> usize {
    key.len()
}

fn main() {}
