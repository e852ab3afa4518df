// A borrow is found inside other types, too.
use std::borrow::Cow;

use gateway_runtime::gateway_op;

#[gateway_op(interface = "text")]
pub fn find(text: &str) -> Option<&str> {
    Some(text)
}

#[gateway_op(interface = "text")]
pub fn trim(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

fn main() {}
