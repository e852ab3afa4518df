// `default` has an expression.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn list(#[op(default)] limit: u32, #[op(default =)] offset: u32) -> u32 {
    limit + offset
}

fn main() {}
