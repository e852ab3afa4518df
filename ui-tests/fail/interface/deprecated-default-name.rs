// Only another name is deprecated: the operation itself would be marked at its function.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache")]
pub fn get(key: &str) -> usize {
    key.len()
}

pub fn memoize(compute: impl Fn() -> u32) -> u32 {
    compute()
}

gateway_interface! {
    pub cache {
        #[deprecated(note = "use cache_lookup")]
        get,
        get as cache_lookup,
        #[deprecated]
        fn memoize,
    }
}

fn main() {}
