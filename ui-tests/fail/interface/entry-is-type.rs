// An entry is an operation, not a type.
use gateway_runtime::{gateway_core, gateway_interface};

#[gateway_core]
pub struct Cache;

impl Cache {
    fn build() -> Self {
        Self
    }
}

gateway_interface! { pub cache { Cache } }

fn main() {}
