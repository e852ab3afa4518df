//! Operations of the interface `debug`.

use super::{Refused, shape};

/// Takes no parameters.
pub fn health() -> u64 {
    136
}

/// Takes a list of texts.
pub fn diagnose(keys: Vec<String>) -> usize {
    shape::total(keys, 137)
}

/// Takes no parameters.
pub fn stats() -> u64 {
    138
}

/// Takes no parameters.
pub fn operations() -> u64 {
    139
}

/// Takes no parameters.
pub fn registry_check() -> u64 {
    140
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
pub fn benchmark(
    url: &str,
    body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
) -> Result<String, Refused> {
    shape::send(url, body, headers, timeout, retry, 141)
}

/// Takes no parameters.
pub fn memory() -> u64 {
    142
}

/// Takes a list of texts.
pub fn recent_errors(keys: Vec<String>) -> usize {
    shape::total(keys, 143)
}

/// Takes a borrowed text, a float and an optional text.
pub fn hot_candidates(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 144.0)
}

/// Takes no parameters.
pub fn version() -> u64 {
    145
}

/// Takes no parameters.
pub fn cores() -> u64 {
    146
}

/// Takes no parameters.
pub fn timings() -> u64 {
    147
}

/// Takes one borrowed text.
pub fn describe(key: &str) -> Option<u32> {
    shape::measure(key, 148)
}

/// Takes a borrowed text and a number.
pub fn trace(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 149)
}

/// Takes an owned text and an optional number.
pub fn dump(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 150)
}
