//! Operations of the interface `cache`.

use gateway_runtime::{gateway_interface, gateway_op};

use super::{Store, shape};

/// Takes one borrowed text.
#[gateway_op(interface = "cache", hot)]
pub fn get(key: &str) -> Option<u32> {
    shape::measure(key, 1)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "cache", hot)]
pub fn set(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 2)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "cache", hot)]
pub fn delete(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 3)
}

/// Takes one borrowed text.
#[gateway_op(interface = "cache", hot)]
pub fn exists(key: &str) -> Option<u32> {
    shape::measure(key, 4)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "cache", hot)]
pub fn expire(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 5)
}

/// Takes one borrowed text.
#[gateway_op(interface = "cache", hot)]
pub fn metadata(key: &str) -> Option<u32> {
    shape::measure(key, 6)
}

/// Takes a list of texts.
#[gateway_op(interface = "cache", hot)]
pub fn keys(items: Vec<String>) -> usize {
    shape::total(items, 7)
}

/// Takes a list of texts.
#[gateway_op(interface = "cache", hot)]
pub fn bulk_get(items: Vec<String>) -> usize {
    shape::total(items, 8)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "cache", hot)]
pub fn bulk_set(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 9)
}

/// Takes no parameters.
#[gateway_op(interface = "cache", hot)]
pub fn clear() -> u64 {
    10
}

/// Takes no parameters.
#[gateway_op(interface = "cache", hot)]
pub fn cleanup_expired() -> u64 {
    11
}

/// Takes no parameters.
#[gateway_op(interface = "cache", hot)]
pub fn stats() -> u64 {
    12
}

/// Takes one borrowed text.
#[gateway_op(interface = "cache", hot)]
pub fn validate_key(key: &str) -> Option<u32> {
    shape::measure(key, 13)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "cache", hot)]
pub fn touch(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 14)
}

/// Reads its core.
#[gateway_op(interface = "cache", hot)]
pub fn lookup(#[inject] store: &Store, key: &str) -> Option<u32> {
    store.find(key)
}

gateway_interface! { pub cache {
    get, set, delete, exists, expire, metadata, keys, bulk_get, bulk_set, clear, cleanup_expired, stats, validate_key, touch, lookup,
} }
