//! Asking whether an operation would take some parameters.

use gateway_runtime::{Catalogue, GatewayError, gateway_op};
use serde_json::Value;

/// Whether an operation would accept these parameters; it is not called. The operation is named as `interface.operation`.
///
/// # Errors
/// All that is wrong, at once: an unknown name with the nearest known one, or every bad parameter with its path, what
/// was expected and what was found.
///
/// ```
/// use gateway_cores::utility::validate_operation_parameters;
/// use gateway_runtime::Catalogue;
/// use serde_json::json;
///
/// let error = validate_operation_parameters(&Catalogue::default(), "cache.get", json!({})).unwrap_err();
/// assert_eq!(error.code(), "unknown_interface");
/// ```
#[gateway_op(interface = "utility")]
pub fn validate_operation_parameters(
    #[inject] catalogue: &Catalogue,
    operation: &str,
    params: Value,
) -> Result<(), GatewayError> {
    let Some((interface, operation)) = operation.split_once('.') else {
        return Err(GatewayError::invalid_request("`operation` has no dot: it is named as `interface.operation`"));
    };
    catalogue.check_params(interface, operation, params)
}
