//! A call that never leaves Rust: the function, and its state in a static.

use std::sync::OnceLock;

use crate::operations::{Store, cache};

static STORE: OnceLock<Store> = OnceLock::new();

/// The one store of the process, built by whoever asks first.
#[inline]
pub fn store() -> &'static Store {
    STORE.get_or_init(Store::build)
}

/// `cache::get`.
#[inline]
pub fn get(key: &str) -> Option<u32> {
    cache::get(key)
}

/// `cache::lookup` in the one store.
#[inline]
pub fn lookup(key: &str) -> Option<u32> {
    cache::lookup(store(), key)
}
