// A bound on a type parameter is not a mistake of its own.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn set<T>(key: &str, value: T) -> usize
where
    T: Into<String>,
{
    key.len() + value.into().len()
}

fn main() {}
