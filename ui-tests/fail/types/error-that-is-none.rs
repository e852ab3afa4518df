// The `Err` side of a result is an error, or text.
use gateway_runtime::{gateway_interface, gateway_op};

pub struct Failure;

#[gateway_op(interface = "search")]
pub fn find(_text: &str) -> Result<u32, Failure> {
    Ok(1)
}

gateway_interface! { pub search { find } }

fn main() {}
