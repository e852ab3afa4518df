// A parameter comes from one place.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "PUT /a")]
pub fn get(#[op(body, header = "x-key")] key: String) -> usize {
    key.len()
}

fn main() {}
