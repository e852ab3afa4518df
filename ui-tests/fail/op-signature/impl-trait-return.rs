// `impl Trait` in a result hides the type that would be written as JSON.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn keys() -> impl Iterator<Item = String> {
    std::iter::empty()
}

fn main() {}
