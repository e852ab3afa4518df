// A parameter comes from the path or from the body.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "PUT /orders/{id}")]
pub fn put(#[op(body)] id: String) -> usize {
    id.len()
}

fn main() {}
