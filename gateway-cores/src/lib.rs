//! The standard interfaces of Gateway that no other crate owns, each behind a feature of its name.
//!
//! | module | what it is |
//! |---|---|
//! | `cache` | a bounded in-process cache with a byte budget, expiry on the wall clock, tenants and single flight |
//! | `logging` | one JSON object a line with the keys of Powertools, on `tracing`: levels, sampling, kept debug lines, redaction |
//! | `utility` | identifiers, timestamps, JSON helpers, response envelopes, redaction |

#[cfg(feature = "cache")]
pub mod cache;
#[cfg(feature = "logging")]
pub mod logging;
#[cfg(feature = "utility")]
pub mod utility;

#[cfg(any(feature = "logging", feature = "utility"))]
mod redact;
