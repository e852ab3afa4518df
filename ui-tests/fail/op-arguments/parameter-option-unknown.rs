// A parameter has two options.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn list(#[op(defualt = 5)] limit: u32, #[op(min = 1)] offset: u32) -> u32 {
    limit + offset
}

fn main() {}
