//! Operations of the interface `cache`.

use super::{Store, shape};

/// Takes one borrowed text.
pub fn get(key: &str) -> Option<u32> {
    shape::measure(key, 1)
}

/// Takes a borrowed text and a number.
pub fn set(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 2)
}

/// Takes a borrowed text and a number.
pub fn delete(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 3)
}

/// Takes one borrowed text.
pub fn exists(key: &str) -> Option<u32> {
    shape::measure(key, 4)
}

/// Takes a borrowed text and a number.
pub fn expire(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 5)
}

/// Takes one borrowed text.
pub fn metadata(key: &str) -> Option<u32> {
    shape::measure(key, 6)
}

/// Takes a list of texts.
pub fn keys(keys: Vec<String>) -> usize {
    shape::total(keys, 7)
}

/// Takes a list of texts.
pub fn bulk_get(keys: Vec<String>) -> usize {
    shape::total(keys, 8)
}

/// Takes an owned text and an optional number.
pub fn bulk_set(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 9)
}

/// Takes no parameters.
pub fn clear() -> u64 {
    10
}

/// Takes no parameters.
pub fn cleanup_expired() -> u64 {
    11
}

/// Takes no parameters.
pub fn stats() -> u64 {
    12
}

/// Takes one borrowed text.
pub fn validate_key(key: &str) -> Option<u32> {
    shape::measure(key, 13)
}

/// Takes a borrowed text and a number.
pub fn touch(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 14)
}

/// Reads its core.
pub fn lookup(store: &Store, key: &str) -> Option<u32> {
    store.find(key)
}
