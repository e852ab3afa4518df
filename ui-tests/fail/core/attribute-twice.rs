// A struct is one core.
use gateway_runtime::gateway_core;

#[gateway_core]
#[gateway_core]
pub struct Cache;

impl Cache {
    pub fn build() -> Self {
        Self
    }
}

fn main() {}
