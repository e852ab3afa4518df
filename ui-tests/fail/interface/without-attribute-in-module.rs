// An operation of another module is annotated, too.
use gateway_runtime::gateway_interface;

mod read {
    pub fn get(key: &str) -> usize {
        key.len()
    }
}

gateway_interface! { pub cache { read::get } }

fn main() {}
