// An operation stands in a module, where a list can name it.
#![deny(dead_code)]

use gateway_runtime::gateway_op;

fn main() {
    #[gateway_op(interface = "cache")]
    fn get(key: &str) -> usize {
        key.len()
    }
    get("k");
}
