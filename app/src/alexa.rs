//! Alexa smart home directives.
//!
//! See <https://developer.amazon.com/en-US/docs/alexa/device-apis/alexa-errorresponse.html>.

use gateway_cores::utility::UuidVersion;
use gateway_runtime::{gateway_interface, gateway_op};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::gateway::*;

/// The part of a directive's header that its answer repeats.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DirectiveHeader {
    correlation_token: Option<String>,
}

/// The device that is meant. The scope, which holds the customer's access token, is left behind on purpose.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Endpoint {
    endpoint_id: String,
}

/// An `Alexa.ErrorResponse`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ErrorResponse {
    event: Event,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Event {
    header: Header,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint: Option<Endpoint>,
    payload: Payload,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Header {
    namespace: &'static str,
    name: &'static str,
    payload_version: &'static str,
    message_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation_token: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Payload {
    r#type: ErrorType,
    message: &'static str,
}

/// Why a directive was not carried out: decides what Alexa says.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ErrorType {
    /// The home cannot be reached.
    BridgeUnreachable,
}

impl ErrorResponse {
    /// An error; `message` is for the log and is never said.
    pub fn new(r#type: ErrorType, message: &'static str) -> Self {
        Self {
            event: Event {
                header: Header {
                    namespace: "Alexa",
                    name: "ErrorResponse",
                    payload_version: "3",
                    message_id: utility_uuid(UuidVersion::V4),
                    correlation_token: None,
                },
                endpoint: None,
                payload: Payload { r#type, message },
            },
        }
    }

    fn about(mut self, header: DirectiveHeader, endpoint: Option<Endpoint>) -> Self {
        self.event.header.correlation_token = header.correlation_token;
        self.event.endpoint = endpoint;
        self
    }
}

/// Answers a directive: there is no bridge to the home yet, so each is answered with `BRIDGE_UNREACHABLE`.
#[gateway_op(interface = "alexa", alexa = "Alexa.*")]
pub fn answer(header: DirectiveHeader, endpoint: Option<Endpoint>) -> ErrorResponse {
    ErrorResponse::new(ErrorType::BridgeUnreachable, "no home is connected").about(header, endpoint)
}

gateway_interface! { pub alexa { answer } }
