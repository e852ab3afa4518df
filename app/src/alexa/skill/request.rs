//! What the bridge reads of a request to a skill.
//!
//! Source: <https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-and-response-json-reference.html>.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// Names that a slot with a whole sentence has in the skills that people have.
const SENTENCES: [&str; 8] = ["query", "sentence", "utterance", "text", "phrase", "command", "prompt", "search"];

/// A request. What is missing, or of another type than Amazon says, is absent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Skill<'a> {
    #[serde(borrow, deserialize_with = "lenient")]
    session: Session<'a>,
    #[serde(borrow, deserialize_with = "lenient")]
    context: Context<'a>,
    #[serde(borrow, deserialize_with = "lenient")]
    request: Request<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Session<'a> {
    new: bool,
    #[serde(borrow, deserialize_with = "lenient")]
    application: Application<'a>,
    #[serde(borrow, deserialize_with = "lenient")]
    user: User<'a>,
    #[serde(borrow, deserialize_with = "lenient")]
    attributes: Attributes<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Attributes<'a> {
    #[serde(borrow)]
    conversation_id: Option<Cow<'a, str>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Context<'a> {
    #[serde(borrow, rename = "System", deserialize_with = "lenient")]
    system: System<'a>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct System<'a> {
    #[serde(borrow, deserialize_with = "lenient")]
    application: Application<'a>,
    #[serde(borrow, deserialize_with = "lenient")]
    user: User<'a>,
    #[serde(borrow)]
    api_endpoint: Option<Cow<'a, str>>,
    #[serde(borrow)]
    api_access_token: Option<Cow<'a, str>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Application<'a> {
    #[serde(borrow)]
    application_id: Option<Cow<'a, str>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct User<'a> {
    #[serde(borrow)]
    access_token: Option<Cow<'a, str>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Request<'a> {
    #[serde(borrow)]
    r#type: Cow<'a, str>,
    #[serde(borrow, rename = "requestId")]
    id: Cow<'a, str>,
    #[serde(borrow)]
    locale: Cow<'a, str>,
    #[serde(borrow, deserialize_with = "lenient")]
    intent: Intent<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Intent<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow, deserialize_with = "lenient")]
    slots: BTreeMap<String, Slot<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Slot<'a> {
    #[serde(borrow)]
    value: Option<Cow<'a, str>>,
}

/// What a request asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// The skill was opened.
    Launch,
    Help,
    Stop,
    /// Alexa found no intent for what was said.
    NotUnderstood,
    /// The session is over: nothing is said to that.
    Ended,
    /// Whether the skill could answer a question that was asked of nobody.
    CanFulfill,
    /// Something to be said to the house.
    Sentence(&'a str),
    /// An intent that Home Assistant may know.
    Other,
}

/// Where something can be said while the answer is awaited.
pub(super) struct Aside<'a> {
    pub(super) endpoint: &'a str,
    pub(super) token: &'a str,
    pub(super) request_id: &'a str,
}

impl<'a> Skill<'a> {
    pub(super) fn read(json: &'a RawValue) -> Self {
        serde_json::from_str(json.get()).unwrap_or_default()
    }

    pub(super) fn kind(&self) -> Kind<'_> {
        let Request { r#type, intent, .. } = &self.request;
        match (&**r#type, &*intent.name) {
            ("LaunchRequest", _) => Kind::Launch,
            ("SessionEndedRequest", _) => Kind::Ended,
            ("CanFulfillIntentRequest", _) => Kind::CanFulfill,
            ("IntentRequest", "AMAZON.HelpIntent") => Kind::Help,
            ("IntentRequest", "AMAZON.StopIntent" | "AMAZON.CancelIntent" | "AMAZON.NavigateHomeIntent") => Kind::Stop,
            ("IntentRequest", "AMAZON.FallbackIntent") => Kind::NotUnderstood,
            ("IntentRequest", _) => self.sentence().map_or(Kind::Other, Kind::Sentence),
            _ => Kind::Other,
        }
    }

    /// What stands in the slot for it.
    fn sentence(&self) -> Option<&str> {
        let slots = &self.request.intent.slots;
        let is_sentence = |name: &str| SENTENCES.iter().any(|sentence| name.eq_ignore_ascii_case(sentence));
        let slot = slots.iter().find(|(name, _)| is_sentence(name)).map(|(_, slot)| slot);
        slot.and_then(|slot| slot.value.as_deref()).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The session's, or where there is none that of the context.
    pub(super) fn application_id(&self) -> Option<&str> {
        let applications = [&self.session.application, &self.context.system.application];
        applications.into_iter().find_map(|application| application.application_id.as_deref())
    }

    /// The customer's access token.
    pub(super) fn token(&self) -> Option<&str> {
        [&self.context.system.user, &self.session.user].into_iter().find_map(|user| user.access_token.as_deref())
    }

    /// `de` of `de-DE`; English if nothing is said.
    pub(super) fn language(&self) -> &str {
        self.request.locale.split('-').next().filter(|language| !language.is_empty()).unwrap_or("en")
    }

    pub(super) fn conversation_id(&self) -> Option<&str> {
        self.session.attributes.conversation_id.as_deref()
    }

    /// Whether the customer talks to the skill already, and did not ask it one thing alone.
    pub(super) fn is_within_a_session(&self) -> bool {
        !self.session.new && self.session.application.application_id.is_some()
    }

    pub(super) fn aside(&self) -> Option<Aside<'_>> {
        let System { api_endpoint, api_access_token, .. } = &self.context.system;
        let request_id = &*self.request.id;
        let endpoint = api_endpoint.as_deref().filter(|endpoint| is_alexa(endpoint))?;
        Some(Aside { endpoint, token: api_access_token.as_deref()?, request_id }).filter(|_| !request_id.is_empty())
    }
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

/// A token of Alexa's goes to nobody else.
fn is_alexa(endpoint: &str) -> bool {
    let host = endpoint.strip_prefix("https://").map(|rest| rest.trim_end_matches('/'));
    host.is_some_and(|host| host == "api.amazonalexa.com" || is_region(host))
}

fn is_region(host: &str) -> bool {
    let region = host.strip_prefix("api.").and_then(|rest| rest.strip_suffix(".amazonalexa.com"));
    region.is_some_and(|region| !region.is_empty() && region.bytes().all(|byte| byte.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use serde_json::value::to_raw_value;
    use serde_json::{Value, json};

    use super::{Kind, Skill};

    fn intent(name: &str, slots: &Value) -> Value {
        json!({"request": {"type": "IntentRequest", "locale": "de-DE", "intent": {"name": name, "slots": slots}}})
    }

    #[test]
    fn a_request_is_what_it_asks_for() {
        let sentence =
            json!({"other": {"name": "other", "value": "x"}, "Query": {"name": "Query", "value": " turn on "}});
        for (request, expected) in [
            (json!({"request": {"type": "LaunchRequest"}}), Kind::Launch),
            (json!({"request": {"type": "SessionEndedRequest"}}), Kind::Ended),
            (json!({"request": {"type": "CanFulfillIntentRequest"}}), Kind::CanFulfill),
            (intent("AMAZON.StopIntent", &json!({})), Kind::Stop),
            (intent("AMAZON.HelpIntent", &Value::Null), Kind::Help),
            (intent("AMAZON.FallbackIntent", &json!({})), Kind::NotUnderstood),
            (intent("Talk", &sentence), Kind::Sentence("turn on")),
            (intent("Talk", &json!({"query": {"name": "query"}})), Kind::Other),
            (intent("Locate", &json!({"person": {"value": "Ada"}})), Kind::Other),
            (json!({"request": {"type": "Alexa.Presentation.APL.UserEvent"}}), Kind::Other),
            (json!({}), Kind::Other),
        ] {
            let json = to_raw_value(&request).unwrap();
            assert_eq!(Skill::read(&json).kind(), expected, "{request}");
        }
    }

    #[test]
    fn what_is_needed_is_found_in_its_places() {
        let json = to_raw_value(&json!({
            "session": {"new": false, "application": {"applicationId": "a"}, "attributes": {"conversation_id": "c"},
                "user": {"accessToken": "old"}},
            "context": {"System": {"application": {"applicationId": "b"}, "user": {"accessToken": "t"},
                "apiEndpoint": "https://api.eu.amazonalexa.com", "apiAccessToken": "x"}},
            "request": {"type": "LaunchRequest", "locale": "de-DE", "requestId": "r"}
        }))
        .unwrap();
        let skill = Skill::read(&json);
        assert_eq!((skill.application_id(), skill.token(), skill.language()), (Some("a"), Some("t"), "de"));
        assert_eq!(skill.conversation_id(), Some("c"));
        assert!(skill.is_within_a_session());
        assert_eq!(skill.aside().unwrap().request_id, "r");
        let json = to_raw_value(&json!({"context": {"System": {"application": {"applicationId": "b"}}}})).unwrap();
        let skill = Skill::read(&json);
        assert_eq!((skill.application_id(), skill.token(), skill.language()), (Some("b"), None, "en"));
        assert!(!skill.is_within_a_session() && skill.aside().is_none());
    }

    #[test]
    fn a_token_of_alexas_goes_to_alexa_alone() {
        let has_aside = |endpoint: &str| {
            let request = json!({
                "context": {"System": {"apiEndpoint": endpoint, "apiAccessToken": "x"}}, "request": {"requestId": "r"}
            });
            let json = to_raw_value(&request).unwrap();
            Skill::read(&json).aside().is_some_and(|aside| aside.endpoint == endpoint)
        };
        for host in ["api.amazonalexa.com", "api.eu.amazonalexa.com", "api.fe.amazonalexa.com/"] {
            assert!(has_aside(&format!("https://{host}")), "{host}");
        }
        for endpoint in [
            "http://api.amazonalexa.com",
            "https://api.evil.example",
            "https://api.eu.amazonalexa.com.evil.example",
            "https://evil.example/api.eu.amazonalexa.com",
            "https://api.evil.example#.amazonalexa.com",
            "https://me@api.eu.amazonalexa.com",
            "https://api..amazonalexa.com",
        ] {
            assert!(!has_aside(endpoint), "{endpoint}");
        }
    }
}
