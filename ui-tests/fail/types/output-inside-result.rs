// The `Ok` side of a result is the answer.
use gateway_runtime::{gateway_interface, gateway_op};

pub struct Hit;

#[gateway_op(interface = "search")]
pub fn find(_text: &str) -> Result<Vec<Hit>, std::fmt::Error> {
    Ok(vec![Hit])
}

gateway_interface! { pub search { find } }

fn main() {}
