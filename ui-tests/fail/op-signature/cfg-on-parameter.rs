// A parameter is there for every caller, or for none.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn get(key: &str, #[cfg(debug_assertions)] verbose: bool) -> usize {
    key.len() + usize::from(verbose)
}

fn main() {}
