// An operation stands in a module, not in an impl.
use gateway_runtime::gateway_op;

pub struct Cache;

impl Cache {
    #[gateway_op(interface = "cache")]
    pub fn get(key: &str) -> usize {
        key.len()
    }
}

fn main() {
    Cache::get("k");
}
