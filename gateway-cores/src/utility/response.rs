//! Answers in one shape.

use gateway_runtime::{Context, gateway_op};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::clock::timestamp;
use super::identifiers::correlation_id;
use super::sanitize::sanitize_response_data;

/// The body of an answer that went well.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SuccessResponse {
    /// Always `true`.
    pub success: bool,
    /// What was done, for people.
    pub message: String,
    /// The result, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
    /// When the answer was made: RFC 3339, UTC.
    pub timestamp: String,
    /// The id that finds this request in the logs.
    pub correlation_id: String,
}

/// The body of an answer that went wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// Always `false`.
    pub success: bool,
    /// What went wrong.
    pub error: ErrorDetail,
    /// When the answer was made: RFC 3339, UTC.
    pub timestamp: String,
    /// The id that finds this request in the logs.
    pub correlation_id: String,
}

/// What went wrong, inside an [`ErrorResponse`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// A stable code, for programs.
    pub code: String,
    /// The same for people.
    pub message: String,
    /// More, for programs, without secrets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Value>,
}

/// The body of an answer that went well, with the time and the correlation id of the request.
///
/// ```
/// use gateway_cores::utility::success_response;
/// use gateway_runtime::Context;
/// use serde_json::json;
///
/// let cx = Context::builder().request_id("8476a536").build();
/// let body = success_response(&cx, "order placed", Some(json!({"id": 42})));
/// assert!(body.success);
/// assert_eq!(body.correlation_id, "8476a536");
/// ```
#[gateway_op(interface = "utility")]
pub fn success_response(#[inject] cx: &Context, message: &str, data: Option<Value>) -> SuccessResponse {
    SuccessResponse {
        success: true,
        message: message.to_owned(),
        data,
        timestamp: timestamp(),
        correlation_id: correlation_id(cx),
    }
}

/// The body of an answer that went wrong; secrets in `details` are masked as by `sanitize_response_data`.
///
/// ```
/// use gateway_cores::utility::error_response;
/// use gateway_runtime::Context;
/// use serde_json::json;
///
/// let details = json!({"user": "ada", "password": "hunter2"});
/// let body = error_response(&Context::default(), "login_failed", "wrong password", Some(details));
/// assert!(!body.success);
/// assert_eq!(body.error.details, Some(json!({"user": "ada", "password": "***"})));
/// ```
#[gateway_op(interface = "utility")]
pub fn error_response(#[inject] cx: &Context, code: &str, message: &str, details: Option<Value>) -> ErrorResponse {
    ErrorResponse {
        success: false,
        error: ErrorDetail {
            code: code.to_owned(),
            message: message.to_owned(),
            details: details.map(sanitize_response_data),
        },
        timestamp: timestamp(),
        correlation_id: correlation_id(cx),
    }
}

#[cfg(test)]
mod tests {
    use gateway_runtime::Context;
    use serde_json::{Value, json};

    use super::{error_response, success_response};

    fn members(body: &impl serde::Serialize) -> Value {
        let mut body = serde_json::to_value(body).unwrap();
        assert!(body["timestamp"].take().is_string());
        body
    }

    #[test]
    fn the_json_shape_is_stable() {
        let cx = Context::builder().request_id("r").build();
        assert_eq!(
            members(&success_response(&cx, "done", Some(json!([1])))),
            json!({"success": true, "message": "done", "data": [1], "timestamp": null, "correlation_id": "r"})
        );
        assert_eq!(
            members(&error_response(&cx, "gone", "it is gone", None)),
            json!({
                "success": false,
                "error": {"code": "gone", "message": "it is gone"},
                "timestamp": null,
                "correlation_id": "r",
            })
        );
    }
}
