//! The standard interfaces of Gateway that no other crate owns, each behind a feature of its name.
//!
//! | module | what it is |
//! |---|---|
//! | `cache` | a bounded in-process cache: byte budget, expiry by the wall clock, tenants, single flight |
//! | [`config`] | what the program can be told, from where, and whether it makes sense |
//! | `logging` | structured JSON lines with the keys of Powertools for AWS Lambda |
//! | `metrics` | counters and distributions, written in the Embedded Metric Format, never more than are free |
//! | `security` | validators, redaction, hashes, how often something may happen |
//! | `utility` | identifiers, timestamps, JSON helpers, answers in one shape, redaction |

#[cfg(feature = "cache")]
pub mod cache;
// The others read their settings through it; the feature adds the operations.
#[cfg(any(feature = "cache", feature = "config", feature = "logging", feature = "metrics"))]
#[cfg_attr(
    not(all(feature = "config", feature = "logging")),
    allow(dead_code, reason = "some of it is for the operations alone, some for the logger")
)]
pub mod config;
#[cfg(feature = "logging")]
pub mod logging;
#[cfg(feature = "metrics")]
pub mod metrics;
#[cfg(feature = "security")]
pub mod security;
#[cfg(feature = "utility")]
pub mod utility;

#[cfg(any(feature = "cache", feature = "security"))]
mod key;
#[cfg(any(feature = "logging", feature = "security", feature = "utility"))]
mod redact;
