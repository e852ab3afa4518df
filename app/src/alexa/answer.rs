//! What Alexa is told if a directive was not carried out.
//!
//! Sources: [`Alexa.ErrorResponse`](https://developer.amazon.com/en-US/docs/alexa/device-apis/alexa-errorresponse.html), and
//! that of [`AcceptGrant`](https://developer.amazon.com/en-US/docs/alexa/device-apis/alexa-authorization.html), which has a
//! namespace and a type of its own.

use gateway_runtime::Context;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::directive::Directive;

/// Decides what Alexa says. These are the general types that a bridge has a use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum ErrorType {
    BridgeUnreachable,
    ExpiredAuthorizationCredential,
    InternalError,
    InvalidAuthorizationCredential,
    InvalidDirective,
    RateLimitExceeded,
    /// Of `AcceptGrant` alone, whatever went wrong.
    AcceptGrantFailed,
}

impl ErrorType {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::BridgeUnreachable => "BRIDGE_UNREACHABLE",
            Self::ExpiredAuthorizationCredential => "EXPIRED_AUTHORIZATION_CREDENTIAL",
            Self::InternalError => "INTERNAL_ERROR",
            Self::InvalidAuthorizationCredential => "INVALID_AUTHORIZATION_CREDENTIAL",
            Self::InvalidDirective => "INVALID_DIRECTIVE",
            Self::RateLimitExceeded => "RATE_LIMIT_EXCEEDED",
            Self::AcceptGrantFailed => "ACCEPT_GRANT_FAILED",
        }
    }

    /// For Alexa's log: it is never said to the customer, and holds nothing that came from anywhere.
    fn message(self) -> &'static str {
        match self {
            Self::BridgeUnreachable => "Home Assistant cannot be reached",
            Self::ExpiredAuthorizationCredential => "the access token has expired",
            Self::InternalError => "Home Assistant could not answer this directive",
            Self::InvalidAuthorizationCredential => "Home Assistant does not accept the access token",
            Self::InvalidDirective => "the directive is not complete, or of another version than 3",
            Self::RateLimitExceeded => "Home Assistant is asked too often",
            Self::AcceptGrantFailed => "the grant could not be given to Home Assistant",
        }
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    event: Event<'a>,
}

#[derive(Serialize)]
struct Event<'a> {
    header: Header<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint: Option<Endpoint<'a>>,
    payload: Payload,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Header<'a> {
    namespace: &'static str,
    name: &'static str,
    payload_version: &'static str,
    message_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation_token: Option<&'a str>,
}

/// Without its scope, which holds the customer's token.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint<'a> {
    endpoint_id: &'a str,
}

#[derive(Serialize)]
struct Payload {
    r#type: ErrorType,
    message: &'static str,
}

impl Directive<'_> {
    /// The type that an error of this directive has.
    pub(super) fn error_type(&self, error: ErrorType) -> ErrorType {
        if self.is_grant() { ErrorType::AcceptGrantFailed } else { error }
    }

    /// The answer that says so.
    pub(crate) fn error(&self, error: ErrorType) -> Box<RawValue> {
        let error = self.error_type(error);
        let answer = Answer {
            event: Event {
                header: Header {
                    namespace: if self.is_grant() { "Alexa.Authorization" } else { "Alexa" },
                    name: "ErrorResponse",
                    payload_version: "3",
                    message_id: message_id(&self.header.message_id.0),
                    correlation_token: self.header.correlation_token.as_ref().map(|token| &*token.0),
                },
                endpoint: self.endpoint.endpoint_id.as_ref().map(|id| Endpoint { endpoint_id: &id.0 }),
                payload: Payload { r#type: error, message: error.message() },
            },
        };
        to_raw_value(&answer).expect("texts are JSON")
    }

    fn is_grant(&self) -> bool {
        self.is("Alexa.Authorization", "AcceptGrant")
    }
}

/// 1 to 127 of `[a-zA-Z0-9-]`. An invocation has one answer, and its id is a UUID; where there is none, as in a call by hand,
/// the answer is named after the directive.
fn message_id(directive: &str) -> String {
    let cx = Context::current();
    let is_message_id = |id: &&str| {
        (1..=127).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if let Some(id) = cx.request_id().filter(is_message_id) {
        return id.to_owned();
    }
    let own: String = directive.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(100).collect();
    format!("{own}-answer")
}
