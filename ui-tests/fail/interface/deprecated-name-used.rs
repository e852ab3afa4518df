// Whoever calls a deprecated name is told.
#![deny(deprecated)]

use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

gateway_interface! {
    pub cache {
        get,
        #[deprecated(note = "use cache_get")]
        get as cache_get_fast,
    }
}

fn main() {
    cache_get("k");
    cache_get_fast("k");
}
