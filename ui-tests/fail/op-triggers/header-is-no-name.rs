// A header has a name.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GET /a")]
pub fn get(#[op(header = "x key")] key: String) -> usize {
    key.len()
}

fn main() {}
