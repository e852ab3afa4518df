// Two wrappers of one name do not meet in one module.
use gateway_runtime::{gateway, gateway_interface, gateway_op};

mod cache {
    use super::{gateway_interface, gateway_op};

    #[gateway_op(interface = "cache")]
    pub fn get(key: &str) -> usize {
        key.len()
    }

    gateway_interface! { pub cache { get as lookup } }
}

mod store {
    use super::{gateway_interface, gateway_op};

    #[gateway_op(interface = "store")]
    pub fn find(key: &str) -> usize {
        key.len()
    }

    gateway_interface! { pub store { find as lookup } }
}

gateway! { pub Gateway { cache, store } }

fn main() {}
