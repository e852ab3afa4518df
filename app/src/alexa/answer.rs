//! What Alexa is told if a directive was not carried out.
//!
//! Source: [`Alexa.ErrorResponse`](https://developer.amazon.com/en-US/docs/alexa/device-apis/alexa-errorresponse.html).

use gateway_lambda::alexa::error_response;
use serde_json::value::RawValue;

use super::directive::Directive;

/// Decides what Alexa says. These are the general types that a bridge has a use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Directive<'_> {
    /// The type that an error of this directive has.
    pub(super) fn error_type(&self, error: ErrorType) -> ErrorType {
        if self.is("Alexa.Authorization", "AcceptGrant") { ErrorType::AcceptGrantFailed } else { error }
    }

    /// The answer that says so.
    pub(crate) fn error(&self, error: ErrorType) -> Box<RawValue> {
        let error = self.error_type(error);
        let answer = error_response(self.json, error.as_str(), error.message());
        RawValue::from_string(answer.into_string()).expect("an answer is JSON")
    }
}
