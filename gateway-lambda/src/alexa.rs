//! What Alexa is told where an operation has no answer for her.

use std::borrow::Cow;

use gateway_runtime::{Context, Json};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;
use serde_json::value::RawValue;

use crate::lambda::alexa_response;

/// The answer to a directive that was not carried out: an `ErrorResponse`.
///
/// `directive` is the JSON of the directive alone, without the event around it. Its correlation token and the id of its
/// endpoint come back; the scope does not, as it holds the customer's access token. A member that is missing, or of another
/// type than Amazon says, is left out of the answer, and hides no other.
///
/// `error_type` is one of Amazon's, such as `BRIDGE_UNREACHABLE`: it decides what is said to the customer. An `AcceptGrant` has
/// one alone, and a namespace of its own, whatever is given here. `message` is for Alexa's log and is never said.
///
/// The message's id is that of the invocation, which has one answer; in a call by hand it is made of the directive's.
///
/// Sources: [`Alexa.ErrorResponse`][error], and that of [`AcceptGrant`][grant].
///
/// [error]: https://developer.amazon.com/en-US/docs/alexa/device-apis/alexa-errorresponse.html
/// [grant]: https://developer.amazon.com/en-US/docs/alexa/device-apis/alexa-authorization.html
///
/// ```
/// let directive = r#"{
///     "header": {"namespace": "Alexa.LockController", "name": "Lock", "messageId": "m", "correlationToken": "c"},
///     "endpoint": {"endpointId": "door", "scope": {"type": "BearerToken", "token": "secret"}}
/// }"#;
/// let answer = gateway_lambda::alexa::error_response(directive, "BRIDGE_UNREACHABLE", "the lock is out of reach").to_value();
/// assert_eq!(answer["event"]["header"]["name"], "ErrorResponse");
/// assert_eq!(answer["event"]["header"]["correlationToken"], "c");
/// assert_eq!(answer["event"]["endpoint"], serde_json::json!({"endpointId": "door"}));
/// assert_eq!(answer["event"]["payload"]["type"], "BRIDGE_UNREACHABLE");
/// ```
#[expect(clippy::missing_panics_doc, reason = "texts are JSON")]
pub fn error_response(directive: &str, error_type: &str, message: &str) -> Json {
    let directive: Directive<'_> = serde_json::from_str(directive).unwrap_or_default();
    let Header { namespace, name, message_id, correlation_token } = &directive.header;
    let is_grant = namespace == "Alexa.Authorization" && name == "AcceptGrant";
    let answer = Answer {
        event: Event {
            header: AnswerHeader {
                namespace: if is_grant { "Alexa.Authorization" } else { "Alexa" },
                name: "ErrorResponse",
                payload_version: "3",
                message_id: answer_id(message_id),
                correlation_token: correlation_token.as_deref(),
            },
            endpoint: directive.endpoint.endpoint_id.as_deref().map(|endpoint_id| AnswerEndpoint { endpoint_id }),
            payload: Payload { r#type: if is_grant { "ACCEPT_GRANT_FAILED" } else { error_type }, message },
        },
    };
    Json::of(&answer).expect("texts are JSON")
}

/// What an answer needs of a directive.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Directive<'a> {
    #[serde(borrow, deserialize_with = "lenient")]
    header: Header<'a>,
    #[serde(borrow, deserialize_with = "lenient")]
    endpoint: Endpoint<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Header<'a> {
    #[serde(borrow, deserialize_with = "lenient")]
    namespace: Cow<'a, str>,
    #[serde(borrow, deserialize_with = "lenient")]
    name: Cow<'a, str>,
    #[serde(borrow, deserialize_with = "lenient")]
    message_id: Cow<'a, str>,
    #[serde(borrow, deserialize_with = "lenient")]
    correlation_token: Option<Cow<'a, str>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Endpoint<'a> {
    #[serde(borrow, deserialize_with = "lenient")]
    endpoint_id: Option<Cow<'a, str>>,
}

/// What is of another type than expected counts as absent.
fn lenient<'de: 'a, 'a, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default + 'a,
{
    let json = <&RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(json.get()).unwrap_or_default())
}

#[derive(Serialize)]
struct Answer<'a> {
    event: Event<'a>,
}

#[derive(Serialize)]
struct Event<'a> {
    header: AnswerHeader<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint: Option<AnswerEndpoint<'a>>,
    payload: Payload<'a>,
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
#[serde(rename_all = "camelCase")]
struct AnswerEndpoint<'a> {
    endpoint_id: &'a str,
}

#[derive(Serialize)]
struct Payload<'a> {
    r#type: &'a str,
    message: &'a str,
}

/// 1 to 127 of `[a-zA-Z0-9-]`, which Lambda's own ids are.
fn answer_id(directive: &str) -> String {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let cx = Context::current();
    if let Some(id) = cx.request_id().filter(|id| (1..=127).contains(&id.len()) && id.chars().all(is_allowed)) {
        return id.to_owned();
    }
    let own: String = directive.chars().filter(|c| is_allowed(*c)).take(100).collect();
    format!("{own}-answer")
}

/// What a custom skill says that failed; nothing to the end of a session, as Alexa takes no speech there.
///
/// Sources: [requests][json], and the [languages][] that skills have.
///
/// [json]: https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-and-response-json-reference.html
/// [languages]: https://developer.amazon.com/en-US/docs/alexa/custom-skills/develop-skills-in-multiple-languages.html
pub(crate) fn sorry(event: &[u8]) -> Json {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Skill<'a> {
        #[serde(borrow, deserialize_with = "lenient")]
        request: Request<'a>,
    }

    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Request<'a> {
        #[serde(borrow, deserialize_with = "lenient")]
        r#type: Cow<'a, str>,
        #[serde(borrow, deserialize_with = "lenient")]
        locale: Cow<'a, str>,
    }

    let Skill { request } = serde_json::from_slice(event).unwrap_or_default();
    if request.r#type == "SessionEndedRequest" {
        return Json::of(&json!({ "version": "1.0", "response": {} })).expect("texts are JSON");
    }
    let text = apology(request.locale.split('-').next().unwrap_or_default());
    Json::of(&alexa_response(text, None)).expect("texts are JSON")
}

fn apology(language: &str) -> &'static str {
    match language {
        "ar" => "عذرًا، لم ينجح ذلك. يرجى المحاولة مرة أخرى.",
        "de" => "Das hat leider nicht geklappt. Bitte versuche es noch einmal.",
        "es" => "Lo siento, no ha funcionado. Por favor, inténtalo otra vez.",
        "fr" => "Désolé, cela n'a pas fonctionné. Veuillez réessayer.",
        "hi" => "माफ़ कीजिए, यह नहीं हो पाया। कृपया फिर से कोशिश कीजिए।",
        "it" => "Mi dispiace, non ha funzionato. Per favore, riprova.",
        "ja" => "申し訳ありません。うまくいきませんでした。もう一度お試しください。",
        "nl" => "Sorry, dat is niet gelukt. Probeer het nog eens.",
        "pt" => "Desculpe, não funcionou. Por favor, tente de novo.",
        _ => "Sorry, that did not work. Please try again.",
    }
}
