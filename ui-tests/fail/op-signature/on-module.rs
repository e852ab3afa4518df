// An operation is a function: a module of operations has a list instead.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
mod cache {
    pub fn get(key: &str) -> usize {
        key.len()
    }
}

fn main() {
    cache::get("k");
}
