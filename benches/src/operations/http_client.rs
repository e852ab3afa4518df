//! Operations of the interface `http_client`.

use super::{Refused, shape};

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
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
pub fn stats() -> u64 {
    84
}

/// Takes a borrowed text, a float and an optional text.
pub fn configure_retry(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 85.0)
}

/// Takes no parameters.
pub fn pool() -> u64 {
    86
}

/// Takes no parameters.
pub fn close_idle() -> u64 {
    87
}

/// Takes one borrowed text.
pub fn resolve(key: &str) -> Option<u32> {
    shape::measure(key, 88)
}

/// Takes a list of texts.
pub fn warm(keys: Vec<String>) -> usize {
    shape::total(keys, 89)
}

/// Takes a borrowed text and a number.
pub fn limits(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 90)
}
