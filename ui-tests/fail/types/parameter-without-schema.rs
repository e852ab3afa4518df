// What comes from JSON can be described.
use gateway_runtime::{gateway_interface, gateway_op};

#[derive(serde::Deserialize)]
pub struct Query {
    pub text: String,
}

#[gateway_op(interface = "search")]
pub fn find(query: Query) -> usize {
    query.text.len()
}

gateway_interface! { pub search { find } }

fn main() {}
