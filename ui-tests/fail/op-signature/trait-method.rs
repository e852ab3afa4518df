// A trait's function is no operation: it has no body of its own.
use gateway_runtime::gateway_op;

pub trait Store {
    #[gateway_op(interface = "cache")]
    fn get(key: &str) -> usize;
}

fn main() {}
