//! Operations of the interface `metrics`.

use gateway_runtime::{gateway_interface, gateway_op};

use super::shape;

/// Takes a borrowed text, a float and an optional text.
#[gateway_op(interface = "metrics", hot)]
pub fn record(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 46.0)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "metrics", hot)]
pub fn increment(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 47)
}

/// Takes a borrowed text, a float and an optional text.
#[gateway_op(interface = "metrics", hot)]
pub fn track_execution_time(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 48.0)
}

/// Takes a borrowed text, a float and an optional text.
#[gateway_op(interface = "metrics", hot)]
pub fn track_memory_usage(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 49.0)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "metrics", hot)]
pub fn track_response_size(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 50)
}

/// Takes no parameters.
#[gateway_op(interface = "metrics", hot)]
pub fn count_invocations() -> u64 {
    51
}

/// Takes one borrowed text.
#[gateway_op(interface = "metrics", hot)]
pub fn get_metric(key: &str) -> Option<u32> {
    shape::measure(key, 52)
}

/// Takes no parameters.
#[gateway_op(interface = "metrics", hot)]
pub fn summary() -> u64 {
    53
}

/// Takes a list of texts.
#[gateway_op(interface = "metrics", hot)]
pub fn performance_stats(items: Vec<String>) -> usize {
    shape::total(items, 54)
}

/// Takes no parameters.
#[gateway_op(interface = "metrics", hot)]
pub fn system_metrics() -> u64 {
    55
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "metrics", hot)]
pub fn export(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 56)
}

/// Takes a list of texts.
#[gateway_op(interface = "metrics", hot)]
pub fn reset(items: Vec<String>) -> usize {
    shape::total(items, 57)
}

/// Takes no parameters.
#[gateway_op(interface = "metrics", hot)]
pub fn status() -> u64 {
    58
}

/// Takes no parameters.
#[gateway_op(interface = "metrics", hot)]
pub fn allocation() -> u64 {
    59
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "metrics", hot)]
pub fn rotate(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 60)
}

gateway_interface! { pub metrics {
    record, increment, track_execution_time, track_memory_usage, track_response_size, count_invocations, get_metric, summary, performance_stats, system_metrics, export, reset, status, allocation, rotate,
} }
