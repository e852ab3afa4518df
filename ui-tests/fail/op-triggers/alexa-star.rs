// The namespace of all directives has a name.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", alexa = "*")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
