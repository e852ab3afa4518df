// `build` is given cores, nothing else.
use gateway_runtime::gateway_core;

pub struct Settings;

#[gateway_core]
pub struct Cache;

impl Cache {
    pub fn build(_settings: &Settings) -> Self {
        Self
    }
}

fn main() {}
