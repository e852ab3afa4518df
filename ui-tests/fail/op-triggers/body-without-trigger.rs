// A body comes with a request or an event.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", direct)]
pub fn get(#[op(body)] key: String) -> usize {
    key.len()
}

fn main() {}
