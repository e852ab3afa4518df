// A pointer to code is no data either.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn boxed(compute: Box<dyn Fn() -> u32 + Send>) -> u32 {
    compute()
}

#[gateway_op(interface = "cache")]
pub fn pointer(compute: fn() -> u32, other: Option<fn() -> u32>, lent: &dyn Fn() -> u32) -> u32 {
    compute() + other.map_or(0, |other| other()) + lent()
}

fn main() {}
