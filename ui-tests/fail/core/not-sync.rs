// A core is shared between threads.
use std::cell::Cell;

use gateway_runtime::gateway_core;

#[gateway_core]
pub struct Counter {
    pub count: Cell<u32>,
}

impl Counter {
    pub fn build() -> Self {
        Self { count: Cell::new(0) }
    }
}

fn main() {}
