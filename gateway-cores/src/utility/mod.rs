//! The interface `utility`: identifiers, timestamps, JSON helpers, answers in one shape.

mod bytes;
mod clock;
mod failure;
mod identifiers;
mod json;
mod response;
mod sanitize;
mod validate;

pub use bytes::format_bytes;
pub use clock::timestamp;
pub use failure::handle_operation_error;
pub use identifiers::{UuidVersion, correlation_id, new_uuid};
pub use json::{deep_merge, parse_json};
pub use response::{ErrorDetail, ErrorResponse, SuccessResponse, error_response, success_response};
pub use sanitize::sanitize_response_data;
pub use validate::validate_operation_parameters;
