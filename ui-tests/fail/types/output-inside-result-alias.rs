// The `Ok` side is found through an alias, too.
use gateway_runtime::{gateway_interface, gateway_op};

pub struct Hit;
type Answer<T> = Result<T, std::fmt::Error>;

#[gateway_op(interface = "search", hot)]
pub fn find(_text: &str) -> Answer<Hit> {
    Ok(Hit)
}

gateway_interface! { pub search { find } }

fn main() {}
