// Entries are separated by commas, also at the end of a line.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

#[gateway_op(interface = "cache")]
pub fn set(key: &str) -> usize {
    key.len()
}

gateway_interface! {
    pub cache {
        get
        set
    }
}

fn main() {}
