// A reference behind an alias cannot be told from an owned type: it is refused where it is read.
use gateway_runtime::{gateway_interface, gateway_op};

type Text<'a> = &'a str;

#[gateway_op(interface = "search")]
pub fn find(text: Text<'_>) -> usize {
    text.len()
}

gateway_interface! { pub search { find } }

fn main() {}
