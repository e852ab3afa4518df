// Several mistakes in attribute and signature are reported together, and the list adds none.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "cache", fast)]
pub unsafe fn get<T>((key, hash): (String, u64), limit: &mut u32, _: bool) -> &str {
    let _ = (key, hash, limit);
    ""
}

gateway_interface! { pub cache { get, #[deprecated(note = "use cache_get")] get as cache_lookup, get as cache_find } }

fn main() {}
