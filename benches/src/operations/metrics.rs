//! Operations of the interface `metrics`.

use super::shape;

/// Takes a borrowed text, a float and an optional text.
pub fn record(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 46.0)
}

/// Takes a borrowed text and a number.
pub fn increment(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 47)
}

/// Takes a borrowed text, a float and an optional text.
pub fn track_execution_time(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 48.0)
}

/// Takes a borrowed text, a float and an optional text.
pub fn track_memory_usage(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 49.0)
}

/// Takes a borrowed text and a number.
pub fn track_response_size(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 50)
}

/// Takes no parameters.
pub fn count_invocations() -> u64 {
    51
}

/// Takes one borrowed text.
pub fn get_metric(key: &str) -> Option<u32> {
    shape::measure(key, 52)
}

/// Takes no parameters.
pub fn summary() -> u64 {
    53
}

/// Takes a list of texts.
pub fn performance_stats(keys: Vec<String>) -> usize {
    shape::total(keys, 54)
}

/// Takes no parameters.
pub fn system_metrics() -> u64 {
    55
}

/// Takes an owned text and an optional number.
pub fn export(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 56)
}

/// Takes a list of texts.
pub fn reset(keys: Vec<String>) -> usize {
    shape::total(keys, 57)
}

/// Takes no parameters.
pub fn status() -> u64 {
    58
}

/// Takes no parameters.
pub fn allocation() -> u64 {
    59
}

/// Takes a borrowed text and a number.
pub fn rotate(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 60)
}
