// One parameter takes the body.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "PUT /orders")]
pub fn put(#[op(body)] order: String, #[op(body)] note: String) -> usize {
    order.len() + note.len()
}

fn main() {}
