// A priority is one of three.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", direct, priority = "Critcal")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
