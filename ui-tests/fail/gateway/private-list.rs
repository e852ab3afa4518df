// A gateway reaches only what its module may see.
use gateway_runtime::gateway;

mod cache {
    mod inner {
        use gateway_runtime::{gateway_interface, gateway_op};

        #[gateway_op(interface = "inner")]
        pub fn get(key: &str) -> usize {
            key.len()
        }

        gateway_interface! { pub inner { get } }
    }
}

gateway! { pub Gateway { cache::inner } }

fn main() {}
