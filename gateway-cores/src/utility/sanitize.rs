//! Taking secrets out of data that leaves the function.

use gateway_runtime::gateway_op;
use serde_json::Value;

use crate::redact;

/// Masks every value whose key names a secret, at any depth, also inside strings that hold JSON themselves (as the
/// `body` of an HTTP answer does). `null` stays `null`; everything else stays as it is.
///
/// What counts is the key (`password`, `apiKey`, `Authorization`, .. in any spelling). A secret under a harmless key
/// is not found.
///
/// ```
/// use gateway_cores::utility::sanitize_response_data;
/// use serde_json::json;
///
/// let data = json!({"user": {"name": "ada", "api-key": "k"}, "body": "{\"token\":\"t\"}"});
/// assert_eq!(
///     sanitize_response_data(data),
///     json!({"user": {"name": "ada", "api-key": "***"}, "body": "{\"token\":\"***\"}"})
/// );
/// ```
#[gateway_op(interface = "utility")]
pub fn sanitize_response_data(data: Value) -> Value {
    redact::masked(&data)
}
