// The answer outlives the call, so it borrows nothing; `'static` is no borrow.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "text")]
pub fn first(text: &str) -> &str {
    &text[..1]
}

#[gateway_op(interface = "text")]
pub fn greeting() -> &'static str {
    "hello"
}

fn main() {}
