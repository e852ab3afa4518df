// Two parameters do not share a JSON name.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn range(first: u32, #[op(rename = "first")] last: u32) -> u32 {
    last - first
}

#[gateway_op(interface = "cache")]
pub fn span(#[op(rename = "at")] first: u32, #[op(rename = "at")] last: u32) -> u32 {
    last - first
}

fn main() {}
