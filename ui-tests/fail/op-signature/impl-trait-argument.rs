// `impl Trait` in a parameter is a type parameter.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn set(key: impl AsRef<str>) -> usize {
    key.as_ref().len()
}

fn main() {}
