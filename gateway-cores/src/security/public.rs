//! What an error may say outside, and the id under which it is found.

use gateway_runtime::{Context, GatewayError, gateway_op};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::redact;

/// An error as a caller by name gets it: a [`GatewayError`] as JSON, of which the other members are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorSummary {
    /// The stable code: `invalid_params`.
    pub code: String,
    /// The text for people inside.
    #[serde(default)]
    pub message: String,
}

impl From<&GatewayError> for ErrorSummary {
    fn from(error: &GatewayError) -> Self {
        Self { code: error.code().to_owned(), message: error.to_string() }
    }
}

/// What may be said of an error to whoever is outside: what they did wrong themselves, and nothing of what went wrong
/// inside.
///
/// ```
/// use gateway_cores::security::{ErrorSummary, public_message};
/// use gateway_runtime::{GatewayError, Problem};
///
/// let theirs = GatewayError::invalid_params(vec![Problem::new("id", "a number", "a string")]);
/// assert_eq!(public_message(ErrorSummary::from(&theirs)), "`id`: expected a number, found a string");
/// let ours = GatewayError::operation_failed("no route to 10.0.0.7:5432");
/// assert_eq!(public_message(ErrorSummary::from(&ours)), "the request could not be served");
/// ```
#[gateway_op(interface = "security")]
pub fn public_message(error: ErrorSummary) -> String {
    match error.code.as_str() {
        // These hold no value of a parameter: see `GatewayError`.
        "invalid_params" | "invalid_request" if !error.message.is_empty() => redact::for_log(&error.message),
        "invalid_params" | "invalid_request" => "the request is not as expected".to_owned(),
        // Their text lists what there is.
        "unknown_interface" | "unknown_operation" => "there is no such operation".to_owned(),
        _ => "the request could not be served".to_owned(),
    }
}

/// The id that finds this request in the logs: the event's own correlation id, or the request id; outside of a request
/// a new UUID of version 4 at each call.
///
/// ```
/// use gateway_cores::security::correlation_id;
/// use gateway_runtime::Context;
///
/// let cx = Context::builder().request_id("8476a536").build();
/// assert_eq!(correlation_id(&cx), "8476a536");
/// assert_eq!(correlation_id(&Context::default()).len(), 36);
/// ```
#[gateway_op(interface = "security")]
pub fn correlation_id(#[inject] cx: &Context) -> String {
    cx.correlation_id().map_or_else(|| Uuid::new_v4().to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_wrong_inside_stays_inside() {
        let canary = "10.0.0.7 hunter2";
        let codes = [
            "operation_failed",
            "panicked",
            "core_failed",
            "needs_await",
            "invalid_output",
            "unknown_interface",
            "unknown_operation",
            "",
            "made_up",
        ];
        for code in codes {
            let summary = ErrorSummary { code: code.to_owned(), message: canary.to_owned() };
            assert!(!public_message(summary).contains("10.0"), "{code}");
        }
    }

    #[test]
    fn it_reads_what_a_gateway_error_writes() {
        let error = GatewayError::invalid_request("it is no object");
        let summary: ErrorSummary = serde_json::from_value(serde_json::to_value(&error).unwrap()).unwrap();
        assert_eq!(summary, ErrorSummary::from(&error));
        assert_eq!(public_message(summary), "the request cannot be read: it is no object");
        let bare: ErrorSummary = serde_json::from_str(r#"{"code": "invalid_params"}"#).unwrap();
        assert_eq!(public_message(bare), "the request is not as expected");
    }
}
