// Generated code passes the lints of a strict crate.
#![deny(warnings, missing_docs, unused, unused_qualifications, unreachable_pub, missing_debug_implementations)]
#![deny(single_use_lifetimes, trivial_casts, unused_results, unused_lifetimes)]
#![deny(let_underscore_drop, non_ascii_idents, unit_bindings, elided_lifetimes_in_paths, explicit_outlives_requirements)]
#![deny(rust_2018_idioms, rust_2024_compatibility, nonstandard_style, future_incompatible, unsafe_code)]

//! A crate with an opinion.

use gateway_runtime::gateway;
#[expect(unused_imports, reason = "a path in generated code that could be shorter is not the user's")]
use gateway_runtime::{Core, Inject, Interface};

/// The cache.
pub mod cache {
    use std::time::Duration;

    #[expect(unused_imports, reason = "a path in generated code that could be shorter is not the user's")]
    use gateway_runtime::{Carries, Core, Execution, Inject, Interface};
    use gateway_runtime::{Catalogue, Context, GatewayError, gateway_core, gateway_interface, gateway_op};

    /// What is kept.
    #[derive(Debug)]
    #[gateway_core]
    pub struct Cache {
        size: usize,
    }

    impl Cache {
        fn build() -> Self {
            Self { size: 1 }
        }
    }

    /// What is kept for longer.
    #[derive(Debug)]
    #[gateway_core(fallible)]
    pub struct Disk;

    impl Disk {
        fn build(_: &Cache) -> Result<Self, std::io::Error> {
            Ok(Self)
        }
    }

    /// Reads.
    #[gateway_op(interface = "cache", hot)]
    pub fn get(#[inject] cache: &Cache, key: &str) -> Option<usize> {
        Some(cache.size + key.len())
    }

    /// Writes.
    #[gateway_op(interface = "cache")]
    pub async fn set(
        #[inject] _disk: &Disk,
        #[inject] _cx: &Context,
        #[inject] _catalogue: &Catalogue,
        key: &str,
        value: &[u8],
        #[op(rename = "ttlSeconds", default = Duration::from_secs(5))] ttl: Duration,
        #[op(default = "a")] group: &str,
    ) -> Result<u64, GatewayError> {
        Ok(ttl.as_secs() + (key.len() + value.len() + group.len()) as u64)
    }

    /// Counts.
    #[must_use]
    #[gateway_op(interface = "cache", name = "count")]
    pub fn count_all() -> u32 {
        0
    }

    /// Computes once.
    pub fn memoize<T>(compute: impl FnOnce() -> T) -> T {
        compute()
    }

    gateway_interface! {
        pub cache {
            get,
            set,
            /// The old name.
            #[deprecated(note = "use cache_set")]
            set as cache_put,
            count,
            fn memoize as cache_memoize,
        }
    }
}

mod secret {
    use gateway_runtime::{gateway_interface, gateway_op};

    #[gateway_op(interface = "secret")]
    fn reveal() -> String {
        String::new()
    }

    gateway_interface! { secret { reveal } }
}

gateway! { pub Gateway { cache, secret } }

fn main() {
    use crate::gateway::*;

    assert_eq!(cache_get("k"), Some(2));
    assert_eq!(cache_count(), 0);
    assert_eq!(cache_memoize(|| 5), 5);
    assert_eq!(secret_reveal(), "");
    drop(cache_set("k", b"v", std::time::Duration::ZERO, "g"));
}
