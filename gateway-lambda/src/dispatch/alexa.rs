//! Smart home directives: every one is answered in Alexa's words, since a function that fails lets it say nothing but
//! that the device does not respond.

use std::borrow::Cow;

use gateway_runtime::{Context, Json};
use serde::{Deserialize, Serialize};

use super::params::Reading;
use super::{Dispatcher, log_failure};
use crate::Failure;
use crate::source::{Source, payload};

/// What an answer needs of a directive.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Directive<'a> {
    #[serde(borrow)]
    header: Header<'a>,
    #[serde(borrow)]
    endpoint: Option<Endpoint<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Header<'a> {
    #[serde(borrow)]
    namespace: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    message_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    correlation_token: Option<Cow<'a, str>>,
}

/// The device that is meant. Its scope holds the customer's access token: it is left behind.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint<'a> {
    #[serde(borrow)]
    endpoint_id: Cow<'a, str>,
}

impl Dispatcher {
    pub(super) async fn directive(&self, event: &[u8]) -> Result<Json, Failure> {
        let bad_event = |error: crate::source::Undecodable| Failure::bad_event(error.to_string());
        let payload = payload(Source::AlexaSmartHome, event).map_err(bad_event)?;
        let directive = serde_json::from_str::<Directive<'_>>(&payload).unwrap_or_default();
        let Header { namespace, name, .. } = &directive.header;
        if namespace.is_empty() || name.is_empty() {
            return Ok(directive.error(Kind::InvalidDirective, "the directive has not the members of one"));
        }
        let Some(target) = self.routes.directive(namespace, name) else {
            tracing::warn!("no operation takes a directive of this namespace");
            return Ok(directive.error(Kind::InvalidDirective, "no operation takes this directive"));
        };
        let Ok(params) = Reading::of_payload(target, &payload) else {
            return Ok(directive.error(Kind::InvalidDirective, "the directive is no object"));
        };
        let error = match self.call(target, &params).await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        let is_refused = target.refused(&error);
        log_failure(error);
        Ok(if is_refused {
            directive.error(Kind::InvalidDirective, "the directive has not the members that its operation takes")
        } else {
            directive.error(Kind::InternalError, "the directive could not be carried out")
        })
    }
}

/// The answer to a directive in whose stead the host speaks; `None` if it cannot be read.
pub(super) fn failed(event: &[u8]) -> Option<Json> {
    let payload = payload(Source::AlexaSmartHome, event).ok()?;
    let directive = serde_json::from_str::<Directive<'_>>(&payload).unwrap_or_default();
    Some(directive.error(Kind::InternalError, "the directive could not be carried out"))
}

/// What Alexa is told.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Kind {
    InvalidDirective,
    InternalError,
    AcceptGrantFailed,
}

impl Directive<'_> {
    /// The answer to a directive that was not carried out. `message` is for Alexa's log: it is never said.
    ///
    /// Sources: [`Alexa.ErrorResponse`][error], and that of [`AcceptGrant`][grant], which has a namespace and a type of its
    /// own.
    ///
    /// [error]: https://developer.amazon.com/docs/alexa/device-apis/alexa-errorresponse.html
    /// [grant]: https://developer.amazon.com/docs/alexa/device-apis/alexa-authorization.html
    fn error(&self, kind: Kind, message: &'static str) -> Json {
        #[derive(Serialize)]
        struct Answer<'a> {
            event: Event<'a>,
        }

        #[derive(Serialize)]
        struct Event<'a> {
            header: AnswerHeader<'a>,
            #[serde(skip_serializing_if = "Option::is_none")]
            endpoint: Option<&'a Endpoint<'a>>,
            payload: Payload,
        }

        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct AnswerHeader<'a> {
            namespace: &'static str,
            name: &'static str,
            payload_version: &'static str,
            message_id: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            correlation_token: Option<&'a str>,
        }

        #[derive(Serialize)]
        struct Payload {
            r#type: Kind,
            message: &'static str,
        }

        let Header { namespace, name, message_id, correlation_token } = &self.header;
        let is_grant = namespace == "Alexa.Authorization" && name == "AcceptGrant";
        // An invocation has one answer, so its id is one for the answer. It is a UUID, as Alexa wishes.
        let cx = Context::current();
        let own = || format!("{}-answer", message_id.as_deref().unwrap_or("unknown"));
        let answer = Answer {
            event: Event {
                header: AnswerHeader {
                    namespace: if is_grant { "Alexa.Authorization" } else { "Alexa" },
                    name: "ErrorResponse",
                    payload_version: "3",
                    message_id: cx.request_id().map_or_else(own, str::to_owned),
                    correlation_token: correlation_token.as_deref(),
                },
                endpoint: self.endpoint.as_ref(),
                payload: Payload { r#type: if is_grant { Kind::AcceptGrantFailed } else { kind }, message },
            },
        };
        Json::of(&answer).expect("texts are JSON")
    }
}
