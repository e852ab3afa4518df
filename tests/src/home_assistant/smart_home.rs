//! `POST /api/alexa/smart_home`.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::api::Reply;
use super::discovery;

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    directive: Directive<'a>,
}

/// What is echoed is not read.
#[derive(Deserialize)]
struct Directive<'a> {
    #[serde(borrow)]
    header: Header<'a>,
    #[serde(borrow)]
    endpoint: Option<&'a RawValue>,
    #[serde(rename = "payload")]
    _payload: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Header<'a> {
    namespace: String,
    name: String,
    payload_version: String,
    #[serde(borrow)]
    correlation_token: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint {
    endpoint_id: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    event: Event<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<Value>,
}

#[derive(Serialize)]
struct Event<'a> {
    header: AnswerHeader<'a>,
    payload: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint: Option<&'a RawValue>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AnswerHeader<'a> {
    namespace: &'a str,
    name: &'a str,
    message_id: &'a str,
    payload_version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation_token: Option<&'a RawValue>,
}

const MESSAGE_ID: &str = "5b1e4d1c-6f4e-4a39-9a36-3a1c8e6a7d10";

/// What is missing or malformed is an exception of Home Assistant's.
pub(super) fn answer(body: &[u8], more: &[Value]) -> Reply {
    let Ok(Envelope { directive }) = serde_json::from_slice::<Envelope<'_>>(body) else { return Reply::Trouble };
    let Header { namespace, name, payload_version, .. } = &directive.header;
    match (namespace.as_str(), name.as_str()) {
        _ if payload_version != "3" => Reply::Trouble,
        ("Alexa.Discovery", "Discover") => Reply::Json(discovery::answer(MESSAGE_ID, more)),
        ("Alexa.Authorization", "AcceptGrant") => {
            said(&directive, ("Alexa.Authorization", "AcceptGrant.Response"), json!({}), None)
        }
        _ => controlled(&directive),
    }
}

fn controlled(directive: &Directive<'_>) -> Reply {
    let endpoint = directive.endpoint.and_then(|endpoint| serde_json::from_str::<Endpoint>(endpoint.get()).ok());
    let Some(endpoint) = endpoint else { return Reply::Trouble };
    let failed = |kind: &str, message: &str| {
        said(directive, ("Alexa", "ErrorResponse"), json!({"type": kind, "message": message}), None)
    };
    if !discovery::has(&endpoint.endpoint_id) {
        return failed("NO_SUCH_ENDPOINT", "The endpoint does not exist");
    }
    let change = |namespace: &str, name: &str, value: Value| {
        // What was asked for has no time yet.
        let mut properties = vec![json!({"namespace": namespace, "name": name, "value": value})];
        properties.extend(state());
        said(directive, ("Alexa", "Response"), json!({}), Some(json!({"properties": properties})))
    };
    match (directive.header.namespace.as_str(), directive.header.name.as_str()) {
        ("Alexa.PowerController", "TurnOn") => change("Alexa.PowerController", "powerState", "ON".into()),
        ("Alexa.PowerController", "TurnOff") => change("Alexa.PowerController", "powerState", "OFF".into()),
        ("Alexa.BrightnessController", "AdjustBrightness" | "SetBrightness") => {
            change("Alexa.BrightnessController", "brightness", 71.into())
        }
        ("Alexa", "ReportState") => {
            said(directive, ("Alexa", "StateReport"), json!({}), Some(json!({"properties": state()})))
        }
        _ => failed("INTERNAL_ERROR", ""),
    }
}

/// The old values of a light.
fn state() -> [Value; 3] {
    [
        ("Alexa.BrightnessController", "brightness", json!(71)),
        ("Alexa.ColorTemperatureController", "colorTemperatureInKelvin", json!(2631)),
        ("Alexa.EndpointHealth", "connectivity", json!({"value": "OK"})),
    ]
    .map(|(namespace, name, value)| {
        json!({
            "namespace": namespace, "name": name, "value": value,
            "timeOfSample": "2024-04-01T12:00:00.0Z", "uncertaintyInMilliseconds": 0,
        })
    })
}

/// Home Assistant gives back the correlation token and the endpoint as they came, the caller's token in its scope included.
fn said(directive: &Directive<'_>, (namespace, name): (&str, &str), payload: Value, context: Option<Value>) -> Reply {
    let header = AnswerHeader {
        namespace,
        name,
        message_id: MESSAGE_ID,
        payload_version: "3",
        correlation_token: directive.header.correlation_token,
    };
    let answer = Answer { event: Event { header, payload, endpoint: directive.endpoint }, context };
    Reply::Json(serde_json::to_vec(&answer).expect("texts are JSON"))
}
