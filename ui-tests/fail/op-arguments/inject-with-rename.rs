// What is injected does not come from JSON, so it has neither a name nor a default there.
use gateway_runtime::{gateway_core, gateway_op};

#[gateway_core]
pub struct Cache;

impl Cache {
    fn build() -> Self {
        Self
    }
}

#[gateway_op(interface = "cache")]
pub fn size(
    #[inject]
    #[op(rename = "store")]
    _cache: &Cache,
) -> u32 {
    0
}

fn main() {}
