// A core lives as long as the process.
use gateway_runtime::gateway_core;

#[gateway_core]
pub struct Cache<'a> {
    pub name: &'a str,
}

impl Cache<'_> {
    pub fn build() -> Self {
        Self { name: "cache" }
    }
}

fn main() {
    Cache::build();
}
