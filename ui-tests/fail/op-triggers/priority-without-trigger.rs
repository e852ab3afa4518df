// Only what something calls can be refused.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", priority = "background")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
