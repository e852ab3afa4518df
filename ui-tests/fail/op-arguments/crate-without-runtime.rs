// What `crate = ..` names is the runtime.
use gateway_runtime::gateway_op;

mod no_runtime {}

#[gateway_op(interface = "cache", crate = crate::no_runtime)]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
