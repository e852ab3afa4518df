// A default does not make a type readable.
use gateway_runtime::{gateway_interface, gateway_op};

pub struct Query;

#[gateway_op(interface = "search")]
pub fn find(#[op(default = Query)] _query: Query) -> usize {
    0
}

gateway_interface! { pub search { find } }

fn main() {}
