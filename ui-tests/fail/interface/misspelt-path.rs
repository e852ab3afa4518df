// A path that is not there is rustc's to explain.
use gateway_runtime::{gateway_interface, gateway_op};

mod read {
    use super::gateway_op;

    #[gateway_op(interface = "cache")]
    pub fn get(key: &str) -> usize {
        key.len()
    }
}

gateway_interface! { pub cache { reed::get, read::gett } }

fn main() {
    read::get("k");
}
