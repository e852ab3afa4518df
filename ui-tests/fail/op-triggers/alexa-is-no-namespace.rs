// A directive has a namespace.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", alexa = "PowerController")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
