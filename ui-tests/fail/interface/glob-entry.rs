// Operations are listed one by one.
use gateway_runtime::{gateway_interface, gateway_op};

mod read {
    use super::gateway_op;

    #[gateway_op(interface = "cache")]
    pub fn get(key: &str) -> usize {
        key.len()
    }
}

gateway_interface! { pub cache { read::* } }

fn main() {}
