// An event source has a name.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", event = "")]
pub fn put(id: String) -> usize {
    id.len()
}

fn main() {}
