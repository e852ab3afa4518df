// A deprecated name warns whoever calls it, and nobody else.
#![deny(warnings)]

use gateway_runtime::{gateway, gateway_interface, gateway_op};

mod cache {
    use super::{gateway_interface, gateway_op};

    /// Reads.
    #[gateway_op(interface = "cache", hot)]
    pub fn get<'a>(key: &'a str, other: Option<&'a str>) -> usize {
        key.len() + other.map_or(0, str::len)
    }

    #[gateway_op(interface = "cache")]
    pub async fn load(#[op(default = 5)] limit: u32, keys: &[u8]) -> Result<u32, std::fmt::Error> {
        Ok(limit + keys.len() as u32)
    }

    /// Nobody should call it under any name.
    #[deprecated(note = "use get")]
    #[gateway_op(interface = "cache")]
    pub fn fetch(key: &str) -> usize {
        key.len()
    }

    gateway_interface! {
        pub cache {
            get,
            #[deprecated(note = "use cache_get")]
            get as cache_get_fast,
            load,
            #[deprecated(since = "0.2.0", note = "use cache_load")]
            load as cache_load_all,
            fetch,
        }
    }
}

gateway! { pub Gateway { cache } }

fn main() {
    use crate::gateway::*;

    assert_eq!(cache_get("k", None), 1);
    drop(cache_load(1, b""));
    #[expect(deprecated)]
    {
        assert_eq!(cache_get_fast("k", Some("l")), 2);
        assert_eq!(cache_fetch("k"), 1);
        drop(cache_load_all(1, b""));
    }
}
