// A core holds its own locks: nobody wraps it.
use std::sync::Mutex;

use gateway_runtime::{gateway_core, gateway_interface, gateway_op};

#[gateway_core]
pub struct Cache;

impl Cache {
    fn build() -> Self {
        Self
    }
}

#[gateway_op(interface = "cache")]
pub fn size(#[inject] _cache: &Mutex<Cache>) -> usize {
    0
}

gateway_interface! { pub cache { size } }

fn main() {}
