// `#[inject]` has no options.
use gateway_runtime::{gateway_core, gateway_op};

#[gateway_core]
pub struct Cache;

impl Cache {
    fn build() -> Self {
        Self
    }
}

#[gateway_op(interface = "cache")]
pub fn size(#[inject(lazy)] _cache: &Cache) -> u32 {
    0
}

#[gateway_op(interface = "cache")]
pub fn weight(#[inject = "Cache"] _cache: &Cache) -> u32 {
    0
}

fn main() {}
