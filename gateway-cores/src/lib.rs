//! The standard interfaces of Gateway that no other crate owns, each behind a feature of its name.
//!
//! | module | what it is |
//! |---|---|
//! | `cache` | a bounded in-process cache: byte budget, expiry by the wall clock, tenants, single flight |
//! | `logging` | structured JSON lines with the keys of Powertools for AWS Lambda |
//! | `utility` | identifiers, timestamps, JSON helpers, answers in one shape, redaction |

#[cfg(feature = "cache")]
pub mod cache;
#[cfg(feature = "logging")]
pub mod logging;
#[cfg(feature = "utility")]
pub mod utility;

#[cfg(any(feature = "logging", feature = "utility"))]
mod redact;
