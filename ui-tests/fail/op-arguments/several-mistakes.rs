// Several mistakes in one attribute are reported together, each at its place.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "Cache", hot = 1, naem = "get", name = "" crate = 5)]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
