// `impl Fn` is a closure, too.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn memoize(key: &str, compute: impl FnOnce(&str) -> u32) -> u32 {
    compute(key)
}

fn main() {}
