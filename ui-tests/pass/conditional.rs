// `#[cfg]` on an operation, on its list entry, on an interface; two alternatives of one name.
#![allow(unexpected_cfgs)]

use gateway_runtime::{Gateway as _, gateway, gateway_interface, gateway_op};

mod cache {
    use super::{gateway_interface, gateway_op};

    #[gateway_op(interface = "cache")]
    pub fn get(key: &str) -> usize {
        key.len()
    }

    #[cfg(feature = "admin")]
    #[gateway_op(interface = "cache")]
    pub fn flush(all: NotEvenAType) {}

    #[cfg(unix)]
    #[gateway_op(interface = "cache", hot)]
    pub fn path() -> &'static str {
        "/var"
    }

    #[cfg(not(unix))]
    #[gateway_op(interface = "cache", hot)]
    pub fn path() -> &'static str {
        "C:"
    }

    #[cfg_attr(all(), gateway_op(interface = "cache"))]
    pub fn size() -> usize {
        0
    }

    gateway_interface! {
        pub cache {
            get,
            #[cfg(feature = "admin")]
            flush,
            #[cfg(feature = "admin")]
            #[deprecated]
            flush as cache_clear,
            #[cfg(unix)]
            path,
            #[cfg(not(unix))]
            path,
            size,
        }
    }
}

#[cfg(feature = "admin")]
mod admin;

gateway! {
    pub Gateway {
        cache,
        #[cfg(feature = "admin")]
        admin,
    }
}

fn main() {
    use crate::gateway::*;

    let names: Vec<_> = CacheOperation::ALL.iter().map(|operation| operation.as_str()).collect();
    assert_eq!(names, ["get", "path", "size"]);
    assert_eq!(Gateway::INTERFACES, ["cache"]);
    assert_eq!(cache_get("abc"), 3);
    assert!(!cache_path().is_empty());
    assert_eq!(cache_size(), 0);
}
