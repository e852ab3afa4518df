// A dynamic caller cannot promise what `unsafe` asks for.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub unsafe fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
