//! The other crate of the UI cases: interfaces and operations that a case lists from outside.

pub mod metrics;
pub mod other;
