// A core is shared by all calls: it is injected by reference.
use gateway_runtime::{gateway_core, gateway_op};

#[gateway_core]
pub struct Cache;

impl Cache {
    fn build() -> Self {
        Self
    }
}

#[gateway_op(interface = "cache")]
pub fn size(#[inject] _cache: Cache) -> usize {
    0
}

fn main() {}
