// There is one instance in a process, so it has one type.
use gateway_runtime::gateway_core;

#[gateway_core]
pub struct Cache<K> {
    pub keys: Vec<K>,
}

impl<K> Cache<K> {
    pub fn build() -> Self {
        Self { keys: Vec::new() }
    }
}

fn main() {
    Cache::<u32>::build();
}
