// A core is shared by all calls: nobody has it alone.
use gateway_runtime::{gateway_core, gateway_op};

#[gateway_core]
pub struct Cache;

impl Cache {
    fn build() -> Self {
        Self
    }
}

#[gateway_op(interface = "cache")]
pub fn clear(#[inject] _cache: &mut Cache) -> usize {
    0
}

fn main() {}
