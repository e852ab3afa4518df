//! What the operations take and give.

use std::error::Error;
use std::fmt;

use gateway_http::{Response, StatusCode};
use gateway_lambda::http::HttpError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::home::{HomeError, Trouble};

/// The id of an entity: `light.kitchen`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "^[a-z0-9_]+\\.[a-z0-9_]+$"))]
pub struct EntityId(String);

/// A word that becomes part of a path: the domain or the name of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "^[a-z0-9_]+$"))]
pub struct Text(String);

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

impl TryFrom<String> for EntityId {
    type Error = &'static str;

    fn try_from(id: String) -> Result<Self, Self::Error> {
        let is_id = id.split_once('.').is_some_and(|(domain, object)| is_word(domain) && is_word(object));
        if is_id { Ok(Self(id)) } else { Err("an entity's id is like `light.kitchen`") }
    }
}

impl TryFrom<String> for Text {
    type Error = &'static str;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        if is_word(&word) { Ok(Self(word)) } else { Err("it is of `a-z 0-9 _`, like `turn_on`") }
    }
}

impl EntityId {
    /// `light.kitchen`
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `light`
    pub fn domain(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }
}

impl Text {
    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An entity that was looked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Found {
    /// Its id.
    pub entity_id: EntityId,
    /// What people call it.
    pub name: String,
    /// Its state, such as `on`.
    pub state: String,
    /// How near it is to what was asked for: 1 is the same.
    pub nearness: f64,
}

/// What the house says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Conversation {
    /// To be said, also if nothing was understood.
    pub speech: String,
    /// `action_done`, `query_answer` or `error`.
    pub response_type: String,
    /// Why it is an error, such as `no_intent_match`.
    pub code: Option<String>,
    /// To be given with the next sentence of the same conversation.
    pub conversation_id: Option<String>,
    /// Whether the house waits for an answer.
    pub continues: bool,
}

/// Why the house did not do it.
#[derive(Debug)]
pub enum HomeAssistantError {
    /// It cannot be asked.
    Home(HomeError, HttpError),
    /// It refused, with this status.
    Refused(StatusCode, HttpError),
    /// There is no entity of that name.
    NotFound(String, HttpError),
}

impl HomeAssistantError {
    /// No entity is near enough to this name.
    pub(super) fn not_found(name: &str, domain: &str) -> Self {
        let text = format!("there is no {domain} named {name:?}");
        Self::NotFound(text.clone(), HttpError::new(StatusCode::NOT_FOUND, text))
    }

    /// What an answer means that is not 200 or 201; `what` was asked for.
    pub(super) fn refused(response: &Response, what: &str) -> Self {
        let status = response.status();
        let (shown, why) = match status.as_u16() {
            400 => (StatusCode::BAD_REQUEST, "Home Assistant does not accept this"),
            401 => (StatusCode::BAD_GATEWAY, "Home Assistant does not know the token of the bridge"),
            403 => (StatusCode::BAD_GATEWAY, "the bridge is banned in Home Assistant, or blocked by a proxy"),
            404 => (StatusCode::NOT_FOUND, "Home Assistant has no such thing"),
            _ => (StatusCode::BAD_GATEWAY, "Home Assistant failed"),
        };
        Self::Refused(status, HttpError::new(shown, format!("{what}: {why} (status {})", status.as_u16())))
    }
}

impl From<HomeError> for HomeAssistantError {
    fn from(error: HomeError) -> Self {
        let shown = match error.trouble() {
            Trouble::Unset | Trouble::NoToken => "the bridge is not set up for this",
            Trouble::Unreachable => "Home Assistant cannot be reached",
            Trouble::Unreadable => "Home Assistant's answer cannot be read",
        };
        Self::Home(error, HttpError::new(StatusCode::BAD_GATEWAY, shown))
    }
}

impl fmt::Display for HomeAssistantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home(error, _) => error.fmt(f),
            Self::Refused(_, shown) => shown.fmt(f),
            Self::NotFound(text, _) => f.write_str(text),
        }
    }
}

/// Its source is what a caller over HTTP is shown.
impl Error for HomeAssistantError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Home(_, shown) | Self::Refused(_, shown) | Self::NotFound(_, shown) => Some(shown),
        }
    }
}
