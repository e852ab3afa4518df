// Dynamic calls carry data, no code.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn memoize<F: Fn() -> u32>(compute: F) -> u32 {
    compute()
}

#[gateway_op(interface = "cache")]
pub fn memoize_once<F>(compute: F) -> u32
where
    F: FnOnce() -> u32,
{
    compute()
}

fn main() {}
