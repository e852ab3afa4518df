// Dynamic calls need one concrete function: no type parameters.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn set<T: Send>(key: &str, _value: T) -> usize {
    key.len()
}

fn main() {}
