//! Taking secrets out of what leaves the function.

use gateway_runtime::gateway_op;
use serde_json::Value;

use crate::redact;

/// Masks every value whose key names a secret, at any depth, also inside strings that hold JSON themselves. `null` stays.
///
/// What counts is the key (`password`, `apiKey`, `Authorization`, .. in any spelling).
///
/// ```
/// use gateway_cores::security::sanitize_data;
/// use serde_json::json;
///
/// let data = json!({"user": "ada", "api-key": "k", "body": "{\"token\":\"t\"}"});
/// assert_eq!(sanitize_data(data), json!({"user": "ada", "api-key": "***", "body": "{\"token\":\"***\"}"}));
/// ```
#[gateway_op(interface = "security")]
pub fn sanitize_data(data: Value) -> Value {
    redact::masked(&data)
}

/// Makes a text fit for one line of a log: without secrets, as far as they can be told, and without characters for control,
/// which are written as escapes.
///
/// Masked are values after a key that names a secret (`token=..`, `Authorization: ..`, JSON), what follows `Bearer` and
/// `Basic`, JSON Web Tokens, and the user and password of a URL.
///
/// ```
/// use gateway_cores::security::sanitize_for_log;
///
/// let text = "401 for https://ada:pw@home.example/?token=t0k3n&x=1\nAuthorization: Bearer abc";
/// assert_eq!(
///     sanitize_for_log(text),
///     "401 for https://***@home.example/?token=***&x=1\\nAuthorization: ***"
/// );
/// ```
#[gateway_op(interface = "security")]
pub fn sanitize_for_log(text: &str) -> String {
    redact::for_log(text)
}

/// Leaves every member out whose key names a secret, at any depth, also inside strings that hold JSON themselves: for
/// whoever must not even learn that there is one.
///
/// ```
/// use gateway_cores::security::filter_sensitive;
/// use serde_json::json;
///
/// assert_eq!(filter_sensitive(json!({"user": "ada", "login": {"password": "p", "at": 1}})), json!({"user": "ada", "login": {"at": 1}}));
/// ```
#[gateway_op(interface = "security")]
pub fn filter_sensitive(data: Value) -> Value {
    redact::without_secrets(data)
}
