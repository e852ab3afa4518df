// An interface whose module has another name is listed with `as`.
use gateway_runtime::{gateway, gateway_interface, gateway_op};

mod cache_operations {
    use super::{gateway_interface, gateway_op};

    #[gateway_op(interface = "cache")]
    pub fn get(key: &str) -> usize {
        key.len()
    }

    gateway_interface! { pub cache { get } }
}

gateway! { pub Gateway { cache_operations } }

fn main() {}
