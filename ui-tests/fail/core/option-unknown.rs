// A core has two options.
use gateway_runtime::gateway_core;

#[gateway_core(failable)]
pub struct Cache;

impl Cache {
    pub fn build() -> Self {
        Self
    }
}

#[gateway_core(lazy = true)]
pub struct Database;

impl Database {
    pub fn build() -> Self {
        Self
    }
}

fn main() {}
