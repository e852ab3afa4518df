// `#[op]` without an option says nothing.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn list(#[op] limit: u32, #[op = "max"] offset: u32, #[op()] skip: u32) -> u32 {
    limit + offset + skip
}

fn main() {}
