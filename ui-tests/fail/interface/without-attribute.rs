// An operation is annotated.
use gateway_runtime::gateway_interface;

pub fn get(key: &str) -> usize {
    key.len()
}

gateway_interface! { pub cache { get } }

fn main() {}
