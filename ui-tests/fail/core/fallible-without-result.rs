// A fallible core's `build` returns a result.
use gateway_runtime::gateway_core;

#[gateway_core(fallible)]
pub struct Database;

impl Database {
    pub fn build() -> Self {
        Self
    }
}

fn main() {}
