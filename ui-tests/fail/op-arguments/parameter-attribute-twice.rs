// A parameter has one attribute of the framework.
use gateway_runtime::{gateway_core, gateway_op};

#[gateway_core]
pub struct Cache;

impl Cache {
    fn build() -> Self {
        Self
    }
}

#[gateway_op(interface = "cache")]
pub fn list(
    #[op(default = 1)]
    #[op(rename = "max")]
    limit: u32,
    #[inject]
    #[inject]
    _cache: &Cache,
) -> u32 {
    limit
}

fn main() {}
