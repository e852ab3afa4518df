//! Operations of the interface `initialization`.

use gateway_runtime::{gateway_interface, gateway_op};

use super::shape;

/// Takes a list of texts.
#[gateway_op(interface = "initialization", hot)]
pub fn initialize(items: Vec<String>) -> usize {
    shape::total(items, 106)
}

/// Takes no parameters.
#[gateway_op(interface = "initialization", hot)]
pub fn status() -> u64 {
    107
}

/// Takes no parameters.
#[gateway_op(interface = "initialization", hot)]
pub fn stages() -> u64 {
    108
}

/// Takes a list of texts.
#[gateway_op(interface = "initialization", hot)]
pub fn preload(items: Vec<String>) -> usize {
    shape::total(items, 109)
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "initialization", hot)]
pub fn report(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 110)
}

/// Takes no parameters.
#[gateway_op(interface = "initialization", hot)]
pub fn cold_start() -> u64 {
    111
}

/// Takes no parameters.
#[gateway_op(interface = "initialization", hot)]
pub fn ready() -> u64 {
    112
}

/// Takes one borrowed text.
#[gateway_op(interface = "initialization", hot)]
pub fn abort(key: &str) -> Option<u32> {
    shape::measure(key, 113)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "initialization", hot)]
pub fn warm(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 114)
}

/// Takes one borrowed text.
#[gateway_op(interface = "initialization", hot)]
pub fn environment(key: &str) -> Option<u32> {
    shape::measure(key, 115)
}

/// Takes no parameters.
#[gateway_op(interface = "initialization", hot)]
pub fn memory() -> u64 {
    116
}

/// Takes no parameters.
#[gateway_op(interface = "initialization", hot)]
pub fn region() -> u64 {
    117
}

/// Takes no parameters.
#[gateway_op(interface = "initialization", hot)]
pub fn version() -> u64 {
    118
}

/// Takes one borrowed text.
#[gateway_op(interface = "initialization", hot)]
pub fn handler(key: &str) -> Option<u32> {
    shape::measure(key, 119)
}

/// Takes no parameters.
#[gateway_op(interface = "initialization", hot)]
pub fn uptime() -> u64 {
    120
}

gateway_interface! { pub initialization {
    initialize, status, stages, preload, report, cold_start, ready, abort, warm, environment, memory, region, version, handler, uptime,
} }
