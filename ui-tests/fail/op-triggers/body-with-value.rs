// `body` is a flag.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "PUT /a")]
pub fn get(#[op(body = "json")] key: String) -> usize {
    key.len()
}

fn main() {}
