//! The other crate of the UI cases: interfaces and operations that a case lists from outside.

pub mod metrics;
pub mod other;
pub mod strict;

gateway_runtime::gateway! { pub Gateway { metrics, other::metrics as other_metrics, strict } }
