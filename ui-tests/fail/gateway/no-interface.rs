// A path in the list is a module with an interface.
use gateway_runtime::gateway;

mod cache {
    pub fn get(key: &str) -> usize {
        key.len()
    }
}

gateway! { pub Gateway { cache } }

fn main() {
    cache::get("k");
}
