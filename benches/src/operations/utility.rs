//! Operations of the interface `utility`.

use super::{Refused, shape};

/// Takes no parameters.
pub fn uuid() -> u64 {
    91
}

/// Takes no parameters.
pub fn timestamp() -> u64 {
    92
}

/// Takes one borrowed text.
pub fn correlation_id(key: &str) -> Option<u32> {
    shape::measure(key, 93)
}

/// Takes an owned text and an optional number.
pub fn parse_json(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 94)
}

/// Takes a list of texts.
pub fn deep_merge(keys: Vec<String>) -> usize {
    shape::total(keys, 95)
}

/// Takes a borrowed text and a number.
pub fn format_bytes(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 96)
}

/// Takes an owned text and an optional number.
pub fn success_response(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 97)
}

/// Takes an owned text and an optional number.
pub fn error_response(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 98)
}

/// Takes an owned text and an optional number.
pub fn sanitize_response(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 99)
}

/// Takes a list of texts.
pub fn validate_parameters(keys: Vec<String>) -> usize {
    shape::total(keys, 100)
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
pub fn handle_error(
    url: &str,
    body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
) -> Result<String, Refused> {
    shape::send(url, body, headers, timeout, retry, 101)
}

/// Takes an owned text and an optional number.
pub fn slug(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 102)
}

/// Takes an owned text and an optional number.
pub fn truncate(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 103)
}

/// Takes one borrowed text.
pub fn checksum(key: &str) -> Option<u32> {
    shape::measure(key, 104)
}

/// Takes no parameters.
pub fn elapsed() -> u64 {
    105
}
