// Operations have no `self`: state is injected.
use gateway_runtime::gateway_op;

pub struct Cache;

impl Cache {
    #[gateway_op(interface = "cache")]
    pub fn get(&self, key: &str) -> usize {
        key.len()
    }

    #[gateway_op(interface = "cache")]
    pub fn take(self: Box<Self>, key: &str) -> usize {
        key.len()
    }
}

fn main() {
    Cache.get("k");
    Box::new(Cache).take("k");
}
