// The inner type counts.
use gateway_runtime::{gateway_interface, gateway_op};

pub struct Query {
    pub text: String,
}

#[gateway_op(interface = "search")]
pub fn find(text: &str, queries: Vec<Query>) -> usize {
    text.len() + queries.len()
}

gateway_interface! { pub search { find } }

fn main() {}
