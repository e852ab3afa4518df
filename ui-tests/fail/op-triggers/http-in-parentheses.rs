// `http` is written like every other option.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http(FETCH, "/orders/{id}/{id}"))]
pub fn order(id: &str) -> usize {
    id.len()
}

fn main() {}
