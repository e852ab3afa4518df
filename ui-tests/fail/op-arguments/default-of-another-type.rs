// A default has the parameter's type; rustc says so at the expression.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn list(#[op(default = "ten")] limit: u32) -> u32 {
    limit
}

gateway_interface! { pub cache { list } }

fn main() {}
