// An operation is a function: a constant is none, nor is a static.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub const LIMIT: usize = 5;

#[gateway_op(interface = "cache")]
static GREETING: &str = "hello";

fn main() {
    let _ = (LIMIT, GREETING);
}
