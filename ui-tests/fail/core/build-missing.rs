// A core has a function that builds it.
use gateway_runtime::gateway_core;

#[gateway_core]
pub struct Cache;

impl Cache {
    pub fn new() -> Self {
        Self
    }
}

fn main() {
    Cache::new();
}
