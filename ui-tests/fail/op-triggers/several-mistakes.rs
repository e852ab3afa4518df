// Every trigger is looked at.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "orders", http = "GETT /orders", event = "S Q S", alexa = "")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
