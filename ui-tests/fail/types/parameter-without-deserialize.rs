// What comes from JSON implements `Deserialize`.
use gateway_runtime::{gateway_interface, gateway_op};

pub struct Query {
    pub text: String,
}

#[gateway_op(interface = "search")]
pub fn find(query: Query) -> usize {
    query.text.len()
}

gateway_interface! { pub search { find } }

fn main() {}
