// `build` borrows the cores that it needs.
use gateway_runtime::gateway_core;

#[gateway_core]
pub struct Config;

impl Config {
    pub fn build() -> Self {
        Self
    }
}

#[gateway_core]
pub struct Cache;

impl Cache {
    pub fn build(_config: Config) -> Self {
        Self
    }
}

fn main() {}
