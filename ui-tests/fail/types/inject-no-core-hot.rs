// What a hot operation injects is a core, too.
use gateway_runtime::{gateway_interface, gateway_op};

pub struct Cache;

#[gateway_op(interface = "cache", hot)]
pub fn size(#[inject] _cache: &Cache) -> usize {
    0
}

gateway_interface! { pub cache { size } }

fn main() {}
