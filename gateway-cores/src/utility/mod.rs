//! The interface `utility`: identifiers, timestamps, JSON helpers, answers in one shape.

mod bytes;
mod clock;
mod failure;
mod identifiers;
mod json;
mod response;
mod sanitize;
mod validate;

use gateway_runtime::gateway_interface;

pub use bytes::format_bytes;
pub use clock::timestamp;
pub use failure::handle_operation_error;
pub use identifiers::{UuidVersion, correlation_id, new_uuid};
pub use json::{deep_merge, parse_json};
pub use response::{ErrorDetail, ErrorResponse, SuccessResponse, error_response, success_response};
pub use sanitize::sanitize_response_data;
pub use validate::validate_operation_parameters;

gateway_interface! { pub utility {
    identifiers::uuid,
    identifiers::correlation_id,
    clock::timestamp,
    clock::timestamp as get_current_timestamp,
    json::parse_json,
    json::deep_merge,
    bytes::format_bytes,
    response::success_response,
    response::success_response as create_success_response,
    response::error_response,
    response::error_response as create_error_response,
    sanitize::sanitize_response_data,
    validate::validate_operation_parameters,
    failure::handle_operation_error,
} }
