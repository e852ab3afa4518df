// A named lifetime is a borrow as well.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "text")]
pub fn longest<'a>(one: &'a str, other: &'a str) -> &'a str {
    if one.len() > other.len() { one } else { other }
}

fn main() {}
