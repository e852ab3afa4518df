// An operation is a function, not the alias of a type.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub type Get = fn(&str) -> usize;

fn main() {
    let _: Get = str::len;
}
