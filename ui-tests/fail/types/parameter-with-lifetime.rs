// An owned parameter borrows nothing from the JSON text.
use std::borrow::Cow;

use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "search")]
pub fn find(text: Cow<'_, str>) -> usize {
    text.len()
}

gateway_interface! { pub search { find } }

fn main() {}
