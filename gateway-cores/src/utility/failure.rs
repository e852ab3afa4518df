//! What becomes of an operation's error at the edge.

use gateway_runtime::Context;

use super::response::{ErrorResponse, error_response};

/// Logs an operation's error in full and makes the answer for the outside, which does not tell it.
///
/// The record goes out through `tracing` at level `error`, with the fields `interface`, `operation` and `error`. The
/// answer has the code `operation_failed` and the correlation id under which the record is found.
///
/// ```
/// use gateway_cores::utility::handle_operation_error;
/// use gateway_runtime::Context;
///
/// let cx = Context::builder().request_id("8476a536").build();
/// let body = handle_operation_error(&cx, "orders", "place", "no route to 10.0.0.7:5432");
/// assert_eq!(body.error.message, "operation `orders.place` failed");
/// assert_eq!(body.correlation_id, "8476a536");
/// ```
pub fn handle_operation_error(cx: &Context, interface: &str, operation: &str, error: &str) -> ErrorResponse {
    let response = error_response(cx, "operation_failed", &format!("operation `{interface}.{operation}` failed"), None);
    tracing::error!(interface, operation, error, correlation_id = response.correlation_id, "operation failed");
    response
}
