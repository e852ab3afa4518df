// The function that builds a core is not marked: its struct is.
use gateway_runtime::gateway_core;

pub struct Cache;

#[gateway_core]
pub fn build() -> Cache {
    Cache
}

fn main() {
    build();
}
