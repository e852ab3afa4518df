// Headers are written in lower case.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GET /a")]
pub fn get(#[op(header = "X-Key")] key: String) -> usize {
    key.len()
}

fn main() {}
