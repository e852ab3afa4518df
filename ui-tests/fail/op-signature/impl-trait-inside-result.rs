// `impl Trait` is found inside other types, too.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn keys() -> Result<impl std::fmt::Display, std::fmt::Error> {
    Ok("k")
}

#[gateway_op(interface = "cache")]
pub fn store(keys: Vec<impl std::fmt::Display>) -> usize {
    keys.len()
}

fn main() {}
