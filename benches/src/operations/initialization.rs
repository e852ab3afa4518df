//! Operations of the interface `initialization`.

use super::shape;

/// Takes a list of texts.
pub fn initialize(keys: Vec<String>) -> usize {
    shape::total(keys, 106)
}

/// Takes no parameters.
pub fn status() -> u64 {
    107
}

/// Takes no parameters.
pub fn stages() -> u64 {
    108
}

/// Takes a list of texts.
pub fn preload(keys: Vec<String>) -> usize {
    shape::total(keys, 109)
}

/// Takes an owned text and an optional number.
pub fn report(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 110)
}

/// Takes no parameters.
pub fn cold_start() -> u64 {
    111
}

/// Takes no parameters.
pub fn ready() -> u64 {
    112
}

/// Takes one borrowed text.
pub fn abort(key: &str) -> Option<u32> {
    shape::measure(key, 113)
}

/// Takes a borrowed text and a number.
pub fn warm(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 114)
}

/// Takes one borrowed text.
pub fn environment(key: &str) -> Option<u32> {
    shape::measure(key, 115)
}

/// Takes no parameters.
pub fn memory() -> u64 {
    116
}

/// Takes no parameters.
pub fn region() -> u64 {
    117
}

/// Takes no parameters.
pub fn version() -> u64 {
    118
}

/// Takes one borrowed text.
pub fn handler(key: &str) -> Option<u32> {
    shape::measure(key, 119)
}

/// Takes no parameters.
pub fn uptime() -> u64 {
    120
}
