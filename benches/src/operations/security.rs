//! Operations of the interface `security`.

use gateway_runtime::{gateway_interface, gateway_op};

use super::{Refused, shape};

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
#[gateway_op(interface = "security", hot)]
pub fn validate_request(
    url: &str,
    body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
) -> Result<String, Refused> {
    shape::send(url, body, headers, timeout, retry, 31)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "security", hot)]
pub fn validate_string(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 32)
}

/// Takes a borrowed text, a float and an optional text.
#[gateway_op(interface = "security", hot)]
pub fn validate_number(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 33.0)
}

/// Takes one borrowed text.
#[gateway_op(interface = "security", hot)]
pub fn validate_email(key: &str) -> Option<u32> {
    shape::measure(key, 34)
}

/// Takes one borrowed text.
#[gateway_op(interface = "security", hot)]
pub fn validate_url(key: &str) -> Option<u32> {
    shape::measure(key, 35)
}

/// Takes one borrowed text.
#[gateway_op(interface = "security", hot)]
pub fn validate_cache_key(key: &str) -> Option<u32> {
    shape::measure(key, 36)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "security", hot)]
pub fn validate_ttl(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 37)
}

/// Takes one borrowed text.
#[gateway_op(interface = "security", hot)]
pub fn validate_token(key: &str) -> Option<u32> {
    shape::measure(key, 38)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "security", hot)]
pub fn sanitize_data(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 39)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "security", hot)]
pub fn sanitize_for_log(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 40)
}

/// Takes a list of texts.
#[gateway_op(interface = "security", hot)]
pub fn filter_sensitive(items: Vec<String>) -> usize {
    shape::total(items, 41)
}

/// Takes one borrowed text.
#[gateway_op(interface = "security", hot)]
pub fn hash(key: &str) -> Option<u32> {
    shape::measure(key, 42)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "security", hot)]
pub fn verify_hash(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 43)
}

/// Takes a borrowed text, a float and an optional text.
#[gateway_op(interface = "security", hot)]
pub fn rate_limit(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 44.0)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "security", hot)]
pub fn public_message(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 45)
}

gateway_interface! { pub security {
    validate_request, validate_string, validate_number, validate_email, validate_url, validate_cache_key, validate_ttl, validate_token, sanitize_data, sanitize_for_log, filter_sensitive, hash, verify_hash, rate_limit, public_message,
} }
