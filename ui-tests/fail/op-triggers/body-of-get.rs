// A body of a `GET` has no meaning, and the host does not read it.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", direct, http = "GET /orders")]
pub fn find(#[op(body)] filter: String) -> usize {
    filter.len()
}

fn main() {}
