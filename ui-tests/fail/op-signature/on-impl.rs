// An operation is a function: an impl is none.
use gateway_runtime::gateway_op;

pub struct Cache;

#[gateway_op(interface = "cache")]
impl Cache {
    pub fn get(&self, key: &str) -> usize {
        key.len()
    }
}

fn main() {
    Cache.get("k");
}
