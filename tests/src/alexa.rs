//! Alexa, as the bridge sees it: directives, and what comes back.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use crate::app::{Answer, RuntimeApi};
use crate::home_assistant::HomeAssistant;

/// The correlation token of the directives here.
pub const CORRELATION_TOKEN: &str = "dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg==";

/// A directive to the kitchen light.
pub fn directive(namespace: &str, name: &str, payload: &Value, token: &str) -> Value {
    json!({"directive": {
        "header": {
            "namespace": namespace, "name": name, "payloadVersion": "3",
            "messageId": "1bd5d003-31b9-476f-ad03-71d471922820", "correlationToken": CORRELATION_TOKEN,
        },
        "endpoint": {
            "scope": {"type": "BearerToken", "token": token},
            "endpointId": "light#kitchen",
            "cookie": {"key": "value"},
        },
        "payload": payload,
    }})
}

/// Turns the kitchen light on.
pub fn turn_on(token: &str) -> Value {
    directive("Alexa.PowerController", "TurnOn", &json!({}), token)
}

/// Makes the kitchen light brighter: done twice, it is not what was asked for.
pub fn brighter(token: &str) -> Value {
    directive("Alexa.BrightnessController", "AdjustBrightness", &json!({"brightnessDelta": 25}), token)
}

/// Asks what there is.
pub fn discover(token: &str) -> Value {
    json!({"directive": {
        "header": {
            "namespace": "Alexa.Discovery", "name": "Discover", "payloadVersion": "3",
            "messageId": "1bd5d003-31b9-476f-ad03-71d471922820",
        },
        "payload": {"scope": {"type": "BearerToken", "token": token}},
    }})
}

/// Hands over what events are sent with.
pub fn accept_grant(token: &str) -> Value {
    json!({"directive": {
        "header": {
            "namespace": "Alexa.Authorization", "name": "AcceptGrant", "payloadVersion": "3",
            "messageId": "1bd5d003-31b9-476f-ad03-71d471922820",
        },
        "payload": {
            "grant": {"type": "OAuth2.AuthorizationCode", "code": "VGhpcyBpcyBhIGNvZGU"},
            "grantee": {"type": "BearerToken", "token": token},
        },
    }})
}

/// The built app, which Lambda runs for Alexa.
#[derive(Debug)]
pub struct Bridge(RuntimeApi);

impl Bridge {
    /// The bridge to this house, with these variables too.
    ///
    /// # Panics
    /// If it does not start.
    pub fn to(home: &HomeAssistant, environment: &[(&str, &str)]) -> Self {
        let url = home.url();
        let root = home.root().unwrap_or_default();
        let house = [("HOME_ASSISTANT_URL", url.as_str()), ("HOME_ASSISTANT_EXTRA_ROOTS", root.as_str())];
        // An empty variable would be a root that is none.
        let house = house.into_iter().filter(|(_, value)| !value.is_empty());
        Self::with(&house.chain(environment.iter().copied()).collect::<Vec<_>>())
    }

    /// The bridge to what may be no house.
    ///
    /// # Panics
    /// If it does not start.
    pub fn at(address: SocketAddr, environment: &[(&str, &str)]) -> Self {
        let url = format!("http://{address}");
        Self::with(&[&[("HOME_ASSISTANT_URL", url.as_str())], environment].concat())
    }

    /// The bridge with these variables alone.
    ///
    /// # Panics
    /// If it does not start.
    pub fn with(environment: &[(&str, &str)]) -> Self {
        Self(RuntimeApi::watched(environment))
    }

    /// Lambda's side of it.
    pub fn lambda(&self) -> &RuntimeApi {
        &self.0
    }

    /// The answer to an event.
    ///
    /// # Panics
    /// If there is none, or the answer is that of a function that failed.
    pub fn ask(&self, event: &Value) -> Value {
        self.ask_bytes(event.to_string()).body
    }

    /// The same, as it goes and comes.
    ///
    /// # Panics
    /// If there is none, or the answer is that of a function that failed.
    pub fn ask_bytes(&self, event: impl Into<Vec<u8>>) -> Answer {
        self.ask_within(Duration::from_secs(10), event)
    }

    /// The same, of a function that is ended after `time`.
    ///
    /// # Panics
    /// If there is none, or the answer is that of a function that failed.
    pub fn ask_within(&self, time: Duration, event: impl Into<Vec<u8>>) -> Answer {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let id = format!("{:08x}-31b9-476f-ad03-71d471922820", COUNT.fetch_add(1, Ordering::Relaxed));
        self.0.give_for(time, &id, event);
        let answer = self.0.answer();
        assert_eq!((answer.kind.as_str(), answer.request_id.as_str()), ("response", id.as_str()), "{}", answer.body);
        answer
    }

    /// Ends the bridge, and hands out all that it has written.
    ///
    /// # Panics
    /// If that is not UTF-8.
    pub fn end(self) -> String {
        self.0.end()
    }

    /// Ends the bridge, and hands out its log.
    ///
    /// # Panics
    /// If a line is not JSON.
    pub fn log(self) -> Vec<Value> {
        let lines = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line:?}"));
        self.end().lines().map(lines).collect()
    }
}

/// The type of an error, which must be as Amazon describes one: the answer to `event`.
///
/// # Panics
/// If it is no such error, or says what it must not.
pub fn error_type(answer: &Value, event: &Value) -> String {
    let is_grant = event["directive"]["header"]["name"] == "AcceptGrant";
    let asked = &event["directive"];
    let message_id = answer["event"]["header"]["messageId"].as_str().unwrap_or_default();
    assert!(
        (1..=127).contains(&message_id.len())
            && message_id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
        "{answer}"
    );
    let mut header = json!({
        "namespace": if is_grant { "Alexa.Authorization" } else { "Alexa" },
        "name": "ErrorResponse", "payloadVersion": "3", "messageId": message_id,
    });
    if let Some(token) = asked["header"].get("correlationToken") {
        header["correlationToken"] = token.clone();
    }
    let payload = &answer["event"]["payload"];
    let mut expected = json!({"event": {"header": header, "payload": payload}});
    if let Some(id) = asked["endpoint"].get("endpointId") {
        expected["event"]["endpoint"] = json!({"endpointId": id});
    }
    assert_eq!(*answer, expected);
    let message = payload["message"].as_str().expect("a message");
    assert!(!message.is_empty() && !message.contains(['<', '>']), "{message}");
    assert_eq!(payload.as_object().map(serde_json::Map::len), Some(2), "{payload}");
    payload["type"].as_str().expect("a type").to_owned()
}
