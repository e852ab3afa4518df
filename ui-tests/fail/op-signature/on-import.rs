// A function of another crate is wrapped, it cannot be annotated from outside.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "process")]
pub use std::process::abort;

fn main() {}
