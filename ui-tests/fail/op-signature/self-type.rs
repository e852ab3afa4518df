// A free function has no `Self`.
use gateway_runtime::gateway_op;

pub struct Cache;

impl Cache {
    #[gateway_op(interface = "cache")]
    pub fn merge(other: Vec<Self>) -> usize {
        other.len()
    }

    #[gateway_op(interface = "cache")]
    pub fn new() -> Self {
        Self
    }
}

fn main() {
    Cache::merge(vec![Cache::new()]);
}
