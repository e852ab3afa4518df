// What is injected is a core.
use gateway_runtime::{gateway_interface, gateway_op};

pub struct Cache;

#[gateway_op(interface = "cache")]
pub fn size(#[inject] _cache: &Cache) -> usize {
    0
}

gateway_interface! { pub cache { size } }

fn main() {}
