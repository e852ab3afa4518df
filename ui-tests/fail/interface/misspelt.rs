// A name that is not there is rustc's to explain.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn set(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { sett } }

fn main() {
    set("k");
}
