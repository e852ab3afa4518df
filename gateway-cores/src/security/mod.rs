//! The interface `security`: whether a value is what it should be, what may be shown, and how often something may happen.
//!
//! A validator answers nothing, or an error that names what was expected and what was found, never the value:
//!
//! ```
//! gateway_runtime::gateway! { pub Gateway { gateway_cores::security } }
//! use gateway::*;
//!
//! fn main() {
//!     let error = security_validate_url("home.example").unwrap_err();
//!     assert_eq!(error.to_string(), "`url`: expected `http://` or `https://` at the start, found something else");
//!     assert_eq!(security_sanitize_for_log("pin=1234"), "pin=***");
//!     assert!(security_rate_limit("login:ada", 0.1, 3).unwrap().allowed);
//! }
//! ```
//!
//! There is no encryption here: keep secrets in a store that has it, and carry them in a
//! [`Secret`](gateway_runtime::Secret).

mod addresses;
mod error;
mod hash;
mod limits;
mod public;
mod rate;
mod redaction;
mod request;
mod values;

use gateway_runtime::gateway_interface;

pub use crate::key::{KeyError, MAX_KEY_BYTES};
pub use addresses::{validate_email, validate_url};
pub use error::ValidationError;
pub use hash::{hash, verify_hash};
pub use limits::{validate_cache_key, validate_dimension, validate_metric_name, validate_ttl};
pub use public::{ErrorSummary, correlation_id, public_message};
pub use rate::{RateDecision, RateLimiter, rate_limit};
pub use redaction::{filter_sensitive, sanitize_data, sanitize_for_log};
pub use request::{validate_input, validate_request};
pub use values::{validate_number, validate_string, validate_token};

gateway_interface! { pub security {
    request::validate_request,
    values::validate_string,
    values::validate_string as validate_string_input,
    values::validate_number,
    addresses::validate_email,
    addresses::validate_url,
    limits::validate_cache_key,
    limits::validate_ttl,
    limits::validate_metric_name,
    limits::validate_dimension,
    values::validate_token,
    request::validate_input,
    redaction::sanitize_data,
    redaction::sanitize_for_log,
    redaction::filter_sensitive,
    hash::hash,
    hash::verify_hash,
    public::correlation_id,
    public::correlation_id as generate_correlation_id,
    rate::rate_limit,
    public::public_message,
} }
