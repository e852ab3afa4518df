//! Operations of the interface `http_client`.

use gateway_runtime::{gateway_interface, gateway_op};

use super::{Refused, shape};

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
#[gateway_op(interface = "http_client", hot)]
pub fn request(
    url: &str,
    body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
) -> Result<String, Refused> {
    shape::send(url, body, headers, timeout, retry, 76)
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
#[gateway_op(interface = "http_client", hot)]
pub fn get(
    url: &str,
    body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
) -> Result<String, Refused> {
    shape::send(url, body, headers, timeout, retry, 77)
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
#[gateway_op(interface = "http_client", hot)]
pub fn post(
    url: &str,
    body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
) -> Result<String, Refused> {
    shape::send(url, body, headers, timeout, retry, 78)
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
#[gateway_op(interface = "http_client", hot)]
pub fn put(
    url: &str,
    body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
) -> Result<String, Refused> {
    shape::send(url, body, headers, timeout, retry, 79)
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
#[gateway_op(interface = "http_client", hot)]
pub fn patch(
    url: &str,
    body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
) -> Result<String, Refused> {
    shape::send(url, body, headers, timeout, retry, 80)
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
#[gateway_op(interface = "http_client", hot)]
pub fn delete(
    url: &str,
    body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
) -> Result<String, Refused> {
    shape::send(url, body, headers, timeout, retry, 81)
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
#[gateway_op(interface = "http_client", hot)]
pub fn head(
    url: &str,
    body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
) -> Result<String, Refused> {
    shape::send(url, body, headers, timeout, retry, 82)
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
#[gateway_op(interface = "http_client", hot)]
pub fn options(
    url: &str,
    body: String,
    headers: Vec<String>,
    timeout: Option<u32>,
    retry: bool,
) -> Result<String, Refused> {
    shape::send(url, body, headers, timeout, retry, 83)
}

/// Takes no parameters.
#[gateway_op(interface = "http_client", hot)]
pub fn stats() -> u64 {
    84
}

/// Takes a borrowed text, a float and an optional text.
#[gateway_op(interface = "http_client", hot)]
pub fn configure_retry(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 85.0)
}

/// Takes no parameters.
#[gateway_op(interface = "http_client", hot)]
pub fn pool() -> u64 {
    86
}

/// Takes no parameters.
#[gateway_op(interface = "http_client", hot)]
pub fn close_idle() -> u64 {
    87
}

/// Takes one borrowed text.
#[gateway_op(interface = "http_client", hot)]
pub fn resolve(key: &str) -> Option<u32> {
    shape::measure(key, 88)
}

/// Takes a list of texts.
#[gateway_op(interface = "http_client", hot)]
pub fn warm(items: Vec<String>) -> usize {
    shape::total(items, 89)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "http_client", hot)]
pub fn limits(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 90)
}

gateway_interface! { pub http_client {
    request, get, post, put, patch, delete, head, options, stats, configure_retry, pool, close_idle, resolve, warm, limits,
} }
