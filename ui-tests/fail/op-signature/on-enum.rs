// An operation is a function, not an enum.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache", hot)]
#[derive(Debug)]
pub(crate) enum Level {
    Low,
}

fn main() {
    let _ = Level::Low;
}
