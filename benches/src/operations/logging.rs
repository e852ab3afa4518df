//! Operations of the interface `logging`.

use gateway_runtime::{gateway_interface, gateway_op};

use super::{Refused, shape};

/// Takes an owned text and an optional number.
#[gateway_op(interface = "logging", hot)]
pub fn trace(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 16)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "logging", hot)]
pub fn debug(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 17)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "logging", hot)]
pub fn info(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 18)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "logging", hot)]
pub fn warning(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 19)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "logging", hot)]
pub fn error(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 20)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "logging", hot)]
pub fn critical(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 21)
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
#[gateway_op(interface = "logging", hot)]
pub fn record_request(
    url: &str,
    body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
) -> Result<String, Refused> {
    shape::send(url, body, headers, timeout, retry, 22)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "logging", hot)]
pub fn record_error(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 23)
}

/// Takes one borrowed text.
#[gateway_op(interface = "logging", hot)]
pub fn operation_span(key: &str) -> Option<u32> {
    shape::measure(key, 24)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "logging", hot)]
pub fn set_level(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 25)
}

/// Takes a list of texts.
#[gateway_op(interface = "logging", hot)]
pub fn append_keys(items: Vec<String>) -> usize {
    shape::total(items, 26)
}

/// Takes a list of texts.
#[gateway_op(interface = "logging", hot)]
pub fn remove_keys(items: Vec<String>) -> usize {
    shape::total(items, 27)
}

/// Takes no parameters.
#[gateway_op(interface = "logging", hot)]
pub fn stats() -> u64 {
    28
}

/// Takes no parameters.
#[gateway_op(interface = "logging", hot)]
pub fn flush() -> u64 {
    29
}

/// Takes a borrowed text, a float and an optional text.
#[gateway_op(interface = "logging", hot)]
pub fn sample(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 30.0)
}

gateway_interface! { pub logging {
    trace, debug, info, warning, error, critical, record_request, record_error, operation_span, set_level, append_keys, remove_keys, stats, flush, sample,
} }
