// The struct is marked, not its impl.
use gateway_runtime::gateway_core;

pub struct Cache;

#[gateway_core]
impl Cache {
    pub fn build() -> Self {
        Self
    }
}

fn main() {
    Cache::build();
}
