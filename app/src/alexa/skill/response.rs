//! What a skill says.
//!
//! Source: <https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-and-response-json-reference.html>.

use serde::Serialize;
use serde_json::json;
use serde_json::value::{RawValue, to_raw_value};

/// Characters that may be said.
const LONGEST_SPEECH: usize = 8_000;

/// An answer. Text is said as plain text, in which nothing needs to be escaped.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer {
    version: &'static str,
    session_attributes: Attributes,
    response: Response,
}

#[derive(Default, Serialize)]
struct Attributes {
    #[serde(skip_serializing_if = "Option::is_none")]
    conversation_id: Option<String>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    output_speech: Option<Speech>,
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<Card>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reprompt: Option<Reprompt>,
    #[serde(skip_serializing_if = "Option::is_none")]
    should_end_session: Option<bool>,
}

#[derive(Serialize)]
struct Speech {
    r#type: &'static str,
    text: String,
}

#[derive(Serialize)]
struct Card {
    r#type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Reprompt {
    output_speech: Speech,
}

impl Answer {
    /// Nothing, as to a session that is over.
    pub(super) fn silent() -> Self {
        Self { version: "1.0", session_attributes: Attributes::default(), response: Response::default() }
    }

    /// Says something and ends the session.
    pub(super) fn say(text: &str) -> Self {
        let response =
            Response { output_speech: Some(speech(text)), should_end_session: Some(true), ..Response::default() };
        Self { response, ..Self::silent() }
    }

    /// Keeps the session open; what is said again if nobody speaks may be nothing.
    pub(super) fn and_listen(mut self, again: &str) -> Self {
        self.response.should_end_session = Some(false);
        self.response.reprompt = (!again.is_empty()).then(|| Reprompt { output_speech: speech(again) });
        self
    }

    /// Shows the card that leads to linking the account.
    pub(super) fn with_link_card(mut self) -> Self {
        self.response.card = Some(Card { r#type: "LinkAccount" });
        self
    }

    /// Has Alexa send this with the next request of the session: the bridge remembers nothing.
    pub(super) fn remembering(mut self, conversation_id: Option<String>) -> Self {
        self.session_attributes.conversation_id = conversation_id;
        self
    }

    pub(super) fn json(&self) -> Box<RawValue> {
        to_raw_value(self).expect("texts and flags are JSON")
    }

    /// The answer to a question that was asked of no skill.
    pub(super) fn cannot_fulfill() -> Box<RawValue> {
        let answer = json!({"version": "1.0", "response": {"canFulfillIntent": {"canFulfill": "NO"}}});
        to_raw_value(&answer).expect("texts are JSON")
    }
}

fn speech(text: &str) -> Speech {
    Speech { r#type: "PlainText", text: text.chars().take(LONGEST_SPEECH).collect() }
}
