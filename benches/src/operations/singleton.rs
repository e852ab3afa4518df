//! Operations of the interface `singleton`.

use super::shape;

/// Takes one borrowed text.
pub fn get(key: &str) -> Option<u32> {
    shape::measure(key, 61)
}

/// Takes one borrowed text.
pub fn has(key: &str) -> Option<u32> {
    shape::measure(key, 62)
}

/// Takes one borrowed text.
pub fn delete(key: &str) -> Option<u32> {
    shape::measure(key, 63)
}

/// Takes no parameters.
pub fn clear() -> u64 {
    64
}

/// Takes no parameters.
pub fn stats() -> u64 {
    65
}

/// Takes an owned text and an optional number.
pub fn manage(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 66)
}

/// Takes no parameters.
pub fn memory_stats() -> u64 {
    67
}

/// Takes no parameters.
pub fn optimize_memory() -> u64 {
    68
}

/// Takes a borrowed text, a float and an optional text.
pub fn emergency_cleanup(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 69.0)
}

/// Takes a list of texts.
pub fn names(keys: Vec<String>) -> usize {
    shape::total(keys, 70)
}

/// Takes one borrowed text.
pub fn age(key: &str) -> Option<u32> {
    shape::measure(key, 71)
}

/// Takes a borrowed text and a number.
pub fn touch(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 72)
}

/// Takes a borrowed text and a number.
pub fn pin(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 73)
}

/// Takes a borrowed text and a number.
pub fn unpin(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 74)
}

/// Takes one borrowed text.
pub fn size(key: &str) -> Option<u32> {
    shape::measure(key, 75)
}
