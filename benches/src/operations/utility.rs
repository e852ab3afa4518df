//! Operations of the interface `utility`.

use gateway_runtime::{gateway_interface, gateway_op};

use super::{Refused, shape};

/// Takes no parameters.
#[gateway_op(interface = "utility", hot)]
pub fn uuid() -> u64 {
    91
}

/// Takes no parameters.
#[gateway_op(interface = "utility", hot)]
pub fn timestamp() -> u64 {
    92
}

/// Takes one borrowed text.
#[gateway_op(interface = "utility", hot)]
pub fn correlation_id(key: &str) -> Option<u32> {
    shape::measure(key, 93)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "utility", hot)]
pub fn parse_json(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 94)
}

/// Takes a list of texts.
#[gateway_op(interface = "utility", hot)]
pub fn deep_merge(items: Vec<String>) -> usize {
    shape::total(items, 95)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "utility", hot)]
pub fn format_bytes(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 96)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "utility", hot)]
pub fn success_response(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 97)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "utility", hot)]
pub fn error_response(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 98)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "utility", hot)]
pub fn sanitize_response(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 99)
}

/// Takes a list of texts.
#[gateway_op(interface = "utility", hot)]
pub fn validate_parameters(items: Vec<String>) -> usize {
    shape::total(items, 100)
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
#[gateway_op(interface = "utility", hot)]
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
#[gateway_op(interface = "utility", hot)]
pub fn slug(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 102)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "utility", hot)]
pub fn truncate(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 103)
}

/// Takes one borrowed text.
#[gateway_op(interface = "utility", hot)]
pub fn checksum(key: &str) -> Option<u32> {
    shape::measure(key, 104)
}

/// Takes no parameters.
#[gateway_op(interface = "utility", hot)]
pub fn elapsed() -> u64 {
    105
}

gateway_interface! { pub utility {
    uuid, timestamp, correlation_id, parse_json, deep_merge, format_bytes, success_response, error_response, sanitize_response, validate_parameters, handle_error, slug, truncate, checksum, elapsed,
} }
