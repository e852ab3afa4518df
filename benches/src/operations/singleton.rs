//! Operations of the interface `singleton`.

use gateway_runtime::{gateway_interface, gateway_op};

use super::shape;

/// Takes one borrowed text.
#[gateway_op(interface = "singleton", hot)]
pub fn get(key: &str) -> Option<u32> {
    shape::measure(key, 61)
}

/// Takes one borrowed text.
#[gateway_op(interface = "singleton", hot)]
pub fn has(key: &str) -> Option<u32> {
    shape::measure(key, 62)
}

/// Takes one borrowed text.
#[gateway_op(interface = "singleton", hot)]
pub fn delete(key: &str) -> Option<u32> {
    shape::measure(key, 63)
}

/// Takes no parameters.
#[gateway_op(interface = "singleton", hot)]
pub fn clear() -> u64 {
    64
}

/// Takes no parameters.
#[gateway_op(interface = "singleton", hot)]
pub fn stats() -> u64 {
    65
}

/// Takes an owned text and an optional number.
#[gateway_op(interface = "singleton", hot)]
pub fn manage(text: String, limit: Option<u32>) -> String {
    shape::cut(text, limit, 66)
}

/// Takes no parameters.
#[gateway_op(interface = "singleton", hot)]
pub fn memory_stats() -> u64 {
    67
}

/// Takes no parameters.
#[gateway_op(interface = "singleton", hot)]
pub fn optimize_memory() -> u64 {
    68
}

/// Takes a borrowed text, a float and an optional text.
#[gateway_op(interface = "singleton", hot)]
pub fn emergency_cleanup(name: &str, value: f64, unit: Option<&str>) -> f64 {
    shape::scale(name, value, unit, 69.0)
}

/// Takes a list of texts.
#[gateway_op(interface = "singleton", hot)]
pub fn names(items: Vec<String>) -> usize {
    shape::total(items, 70)
}

/// Takes one borrowed text.
#[gateway_op(interface = "singleton", hot)]
pub fn age(key: &str) -> Option<u32> {
    shape::measure(key, 71)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "singleton", hot)]
pub fn touch(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 72)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "singleton", hot)]
pub fn pin(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 73)
}

/// Takes a borrowed text and a number.
#[gateway_op(interface = "singleton", hot)]
pub fn unpin(key: &str, value: u32) -> bool {
    shape::accepts(key, value, 74)
}

/// Takes one borrowed text.
#[gateway_op(interface = "singleton", hot)]
pub fn size(key: &str) -> Option<u32> {
    shape::measure(key, 75)
}

gateway_interface! { pub singleton {
    get, has, delete, clear, stats, manage, memory_stats, optimize_memory, emergency_cleanup, names, age, touch, pin, unpin, size,
} }
