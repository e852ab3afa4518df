//! Operations of the interface `debug`.

use gateway_runtime::{gateway_interface, gateway_op};

use super::{Refused, shape};

/// Takes no parameters.
#[gateway_op(interface = "debug")]
pub fn health() -> u64 {
    136
}

/// Takes a list of texts.
#[gateway_op(interface = "debug")]
pub fn diagnose(items: Vec<String>) -> usize {
    shape::total(items, 137)
}

/// Takes no parameters.
#[gateway_op(interface = "debug")]
pub fn stats() -> u64 {
    138
}

/// Takes no parameters.
#[gateway_op(interface = "debug")]
pub fn operations() -> u64 {
    139
}

/// Takes no parameters.
#[gateway_op(interface = "debug")]
pub fn registry_check() -> u64 {
    140
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
#[gateway_op(interface = "debug")]
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
#[gateway_op(interface = "debug")]
pub fn memory() -> u64 {
    142
}

/// Takes a list of texts.
#[gateway_op(interface = "debug")]
pub fn recent_errors(items: Vec<String>) -> usize {
    shape::total(items, 143)
}

/// Takes a borrowed text, a float and an optional text.
#[gateway_op(interface = "debug")]
pub fn hot_candidates(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 144.0)
}

/// Takes no parameters.
#[gateway_op(interface = "debug")]
pub fn version() -> u64 {
    145
}

/// Takes no parameters.
#[gateway_op(interface = "debug")]
pub fn cores() -> u64 {
    146
}

/// Takes no parameters.
#[gateway_op(interface = "debug")]
pub fn timings() -> u64 {
    147
}

/// Takes one borrowed text.
#[gateway_op(interface = "debug")]
pub fn describe(key: &str) -> Option<u32> {
    shape::measure(key, 148)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "debug")]
pub fn trace(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 149)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "debug")]
pub fn dump(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 150)
}

gateway_interface! { pub debug {
    health, diagnose, stats, operations, registry_check, benchmark, memory, recent_errors, hot_candidates, version, cores, timings, describe, trace, dump,
} }
