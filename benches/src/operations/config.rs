//! Operations of the interface `config`.

use gateway_runtime::{gateway_interface, gateway_op};

use super::{Refused, shape};

/// Takes one borrowed text.
#[gateway_op(interface = "config", hot)]
pub fn get(key: &str) -> Option<u32> {
    shape::measure(key, 121)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "config", hot)]
pub fn set(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 122)
}

/// Takes no parameters.
#[gateway_op(interface = "config", hot)]
pub fn reload() -> u64 {
    123
}

/// Takes a list of texts.
#[gateway_op(interface = "config", hot)]
pub fn validate(items: Vec<String>) -> usize {
    shape::total(items, 124)
}

/// Takes no parameters.
#[gateway_op(interface = "config", hot)]
pub fn state() -> u64 {
    125
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "config", hot)]
pub fn interface_configuration(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 126)
}

/// Takes five parameters of mixed types.
///
/// # Errors
/// [`Refused`] when `url` is not absolute.
#[gateway_op(interface = "config", hot)]
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
#[gateway_op(interface = "config", hot)]
pub fn optimize_for_memory(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 128.0)
}

/// Takes no parameters.
#[gateway_op(interface = "config", hot)]
pub fn health() -> u64 {
    129
}

/// Takes no parameters.
#[gateway_op(interface = "config", hot)]
pub fn presets() -> u64 {
    130
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "config", hot)]
pub fn apply_preset(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 131)
}

/// Takes no parameters.
#[gateway_op(interface = "config", hot)]
pub fn sources() -> u64 {
    132
}

/// Takes a list of texts.
#[gateway_op(interface = "config", hot)]
pub fn masked(items: Vec<String>) -> usize {
    shape::total(items, 133)
}

/// Takes one borrowed text.
#[gateway_op(interface = "config", hot)]
pub fn unknown(key: &str) -> Option<u32> {
    shape::measure(key, 134)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "config", hot)]
pub fn watch(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 135)
}

gateway_interface! { pub config {
    get, set, reload, validate, state, interface_configuration, validate_configuration, optimize_for_memory, health, presets, apply_preset, sources, masked, unknown, watch,
} }
