// Operations are written beside the list, not in it.
use gateway_runtime::gateway_interface;

gateway_interface! {
    pub cache {
        pub fn get(key: &str) -> usize { key.len() }
    }
}

fn main() {}
