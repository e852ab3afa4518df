// `build` returns the core.
use gateway_runtime::gateway_core;

#[gateway_core]
pub struct Cache;

impl Cache {
    pub fn build() -> Option<Self> {
        Some(Self)
    }
}

fn main() {}
