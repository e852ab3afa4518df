//! Operations of the interface `config`.

use super::{Refused, shape};

/// Takes one borrowed text.
pub fn get(key: &str) -> Option<u32> {
    shape::measure(key, 121)
}

/// Takes a borrowed text and a number.
pub fn set(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 122)
}

/// Takes no parameters.
pub fn reload() -> u64 {
    123
}

/// Takes a list of texts.
pub fn validate(keys: Vec<String>) -> usize {
    shape::total(keys, 124)
}

/// Takes no parameters.
pub fn state() -> u64 {
    125
}

/// Takes an owned text and an optional number.
pub fn interface_configuration(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 126)
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
pub fn validate_configuration(
    url: &str,
    body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
) -> Result<String, Refused> {
    shape::send(url, body, headers, timeout, retry, 127)
}

/// Takes a borrowed text, a float and an optional text.
pub fn optimize_for_memory(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 128.0)
}

/// Takes no parameters.
pub fn health() -> u64 {
    129
}

/// Takes no parameters.
pub fn presets() -> u64 {
    130
}

/// Takes an owned text and an optional number.
pub fn apply_preset(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 131)
}

/// Takes no parameters.
pub fn sources() -> u64 {
    132
}

/// Takes a list of texts.
pub fn masked(keys: Vec<String>) -> usize {
    shape::total(keys, 133)
}

/// Takes one borrowed text.
pub fn unknown(key: &str) -> Option<u32> {
    shape::measure(key, 134)
}

/// Takes a borrowed text and a number.
pub fn watch(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 135)
}
