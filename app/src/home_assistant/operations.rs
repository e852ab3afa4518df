//! The operations.

use std::collections::BTreeMap;

use gateway_http::{Response, StatusCode};
use gateway_runtime::gateway_op;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::answers::{Conversation, EntityId, Found, HomeAssistantError, Text};
use crate::home::{Home, HomeError, Trouble};

/// No entity is found by a name that is farther from its own.
const NEAR_ENOUGH: f64 = 0.6;

/// The states of all entities, or of one.
///
/// # Errors
/// If Home Assistant cannot be asked, refuses, or has no such entity.
#[gateway_op(interface = "home_assistant", direct)]
pub async fn states(#[inject] home: &Home, entity_id: Option<EntityId>) -> Result<Value, HomeAssistantError> {
    match entity_id {
        Some(id) => {
            get(home, &format!("/api/states/{}", id.as_str()), &format!("the state of `{}`", id.as_str())).await
        }
        None => get(home, "/api/states", "the states").await,
    }
}

/// The entities whose name, or id, is nearest to what people call them; the nearest first.
///
/// # Errors
/// If Home Assistant cannot be asked.
#[gateway_op(interface = "home_assistant", direct)]
pub async fn find(
    #[inject] home: &Home,
    name: &str,
    domain: Option<Text>,
    #[op(default = 5)] limit: usize,
) -> Result<Vec<Found>, HomeAssistantError> {
    let mut found = near(home, name, domain.as_ref().map(Text::as_str)).await?;
    found.truncate(limit);
    Ok(found)
}

/// Calls a service, such as `light.turn_on`; gives the states that it changed.
///
/// # Errors
/// If Home Assistant cannot be asked, or refuses.
#[gateway_op(interface = "home_assistant", direct)]
pub async fn call_service(
    #[inject] home: &Home,
    domain: Text,
    service: Text,
    entity_id: Option<EntityId>,
    #[op(default = Map::new())] data: Map<String, Value>,
) -> Result<Value, HomeAssistantError> {
    service_call(home, domain.as_str(), service.as_str(), entity_id.as_ref(), data).await
}

/// Triggers an automation, by its name or id, whatever its conditions say.
///
/// # Errors
/// If there is none of that name, or Home Assistant cannot be asked.
#[gateway_op(interface = "home_assistant", direct)]
pub async fn trigger_automation(#[inject] home: &Home, name: &str) -> Result<EntityId, HomeAssistantError> {
    let automation = nearest(home, name, "automation").await?;
    service_call(home, "automation", "trigger", Some(&automation), Map::new()).await?;
    Ok(automation)
}

/// Runs a script, by its name or id.
///
/// # Errors
/// If there is none of that name, or Home Assistant cannot be asked.
#[gateway_op(interface = "home_assistant", direct)]
pub async fn run_script(
    #[inject] home: &Home,
    name: &str,
    #[op(default = Map::new())] variables: Map<String, Value>,
) -> Result<EntityId, HomeAssistantError> {
    let script = nearest(home, name, "script").await?;
    let mut data = Map::new();
    if !variables.is_empty() {
        data.insert("variables".to_owned(), variables.into());
    }
    service_call(home, "script", "turn_on", Some(&script), data).await?;
    Ok(script)
}

/// Sends a message to people: by the service `notify.notify`, or another one of `notify`.
///
/// # Errors
/// If Home Assistant cannot be asked, or has no such service.
#[gateway_op(interface = "home_assistant", direct)]
pub async fn notify(
    #[inject] home: &Home,
    message: &str,
    title: Option<&str>,
    service: Option<Text>,
) -> Result<(), HomeAssistantError> {
    let mut data = Map::new();
    data.insert("message".to_owned(), message.into());
    data.extend(title.map(|title| ("title".to_owned(), title.into())));
    service_call(home, "notify", service.as_ref().map_or("notify", Text::as_str), None, data).await.map(drop)
}

/// Says a sentence to the house, and hears what it says.
///
/// # Errors
/// If Home Assistant cannot be asked. A sentence that it does not understand is an answer.
#[gateway_op(interface = "home_assistant", direct)]
pub async fn converse(
    #[inject] home: &Home,
    text: &str,
    #[op(default = "en")] language: &str,
    conversation_id: Option<&str>,
) -> Result<Conversation, HomeAssistantError> {
    say(home, home.own_token()?, text, language, conversation_id).await
}

/// As [`converse`], with another token.
pub(crate) async fn say(
    home: &Home,
    token: &str,
    text: &str,
    language: &str,
    conversation_id: Option<&str>,
) -> Result<Conversation, HomeAssistantError> {
    #[derive(Deserialize)]
    struct Answer {
        response: Said,
        #[serde(default)]
        conversation_id: Option<String>,
        #[serde(default)]
        continue_conversation: bool,
    }
    #[derive(Deserialize)]
    struct Said {
        #[serde(default)]
        speech: BTreeMap<String, Speech>,
        response_type: String,
        #[serde(default)]
        data: Data,
    }
    #[derive(Deserialize)]
    struct Speech {
        #[serde(default)]
        speech: String,
    }
    #[derive(Default, Deserialize)]
    struct Data {
        #[serde(default)]
        code: Option<String>,
    }
    let mut question = json!({ "text": text, "language": language });
    if let Some(id) = conversation_id {
        question["conversation_id"] = id.into();
    }
    let response = home.post("/api/conversation/process", token, question.to_string().into()).await?;
    let Answer { response: Said { mut speech, response_type, data }, conversation_id, continue_conversation } =
        read(&response, "the conversation")?;
    let speech = speech.remove("plain").map(|plain| plain.speech).unwrap_or_default();
    Ok(Conversation {
        continues: continue_conversation || speech.trim_end().ends_with('?'),
        speech,
        response_type,
        code: data.code,
        conversation_id,
    })
}

async fn service_call(
    home: &Home,
    domain: &str,
    service: &str,
    entity_id: Option<&EntityId>,
    mut data: Map<String, Value>,
) -> Result<Value, HomeAssistantError> {
    data.extend(entity_id.map(|id| ("entity_id".to_owned(), id.as_str().into())));
    let body = Value::Object(data).to_string();
    let response = home.post(&format!("/api/services/{domain}/{service}"), home.own_token()?, body.into()).await?;
    read(&response, &format!("the service `{domain}.{service}`"))
}

async fn get<T: DeserializeOwned>(home: &Home, path: &str, what: &str) -> Result<T, HomeAssistantError> {
    read(&home.get(path, Some(home.own_token()?)).await?, what)
}

fn read<T: DeserializeOwned>(response: &Response, what: &str) -> Result<T, HomeAssistantError> {
    if ![StatusCode::OK, StatusCode::CREATED].contains(&response.status()) {
        return Err(HomeAssistantError::refused(response, what));
    }
    let unreadable = |_| HomeError::new(Trouble::Unreadable, format!("{what}: the answer is not Home Assistant's"));
    Ok(serde_json::from_slice(response.body()).map_err(unreadable)?)
}

/// The entity of a domain that is meant: by its id, or the nearest by name.
async fn nearest(home: &Home, name: &str, domain: &str) -> Result<EntityId, HomeAssistantError> {
    if let Ok(id) = EntityId::try_from(name.to_owned())
        && id.domain() == domain
    {
        return Ok(id);
    }
    let found = near(home, name, Some(domain)).await?;
    let first = found.into_iter().next().map(|found| found.entity_id);
    first.ok_or_else(|| HomeAssistantError::not_found(name, domain))
}

async fn near(home: &Home, name: &str, domain: Option<&str>) -> Result<Vec<Found>, HomeAssistantError> {
    #[derive(Deserialize)]
    struct State {
        entity_id: String,
        #[serde(rename = "state")]
        value: String,
        #[serde(default)]
        attributes: Attributes,
    }
    #[derive(Default, Deserialize)]
    struct Attributes {
        #[serde(default)]
        friendly_name: Option<String>,
    }
    let states: Vec<State> = get(home, "/api/states", "the states").await?;
    let entities = states.into_iter().filter_map(|State { entity_id, value, attributes }| {
        let entity_id = EntityId::try_from(entity_id).ok()?;
        let name = attributes.friendly_name.unwrap_or_else(|| entity_id.as_str().to_owned());
        Some((entity_id, name, value))
    });
    let entities = entities.filter(|(id, ..)| domain.is_none_or(|domain| id.domain() == domain));
    let mut found: Vec<_> = entities
        .map(|(entity_id, called, state)| {
            let nearness = nearness(name, &called).max(nearness(name, entity_id.as_str()));
            Found { entity_id, name: called, state, nearness }
        })
        .filter(|found| found.nearness >= NEAR_ENOUGH)
        .collect();
    found
        .sort_by(|a, b| b.nearness.total_cmp(&a.nearness).then_with(|| a.entity_id.as_str().cmp(b.entity_id.as_str())));
    Ok(found)
}

/// From 0 to 1, by the letters that differ; what begins as the other does, as speech often cuts a name short, is nearer.
fn nearness(asked: &str, called: &str) -> f64 {
    let plain = |text: &str| text.to_lowercase().replace(['_', '.', '-'], " ").trim().to_owned();
    let hundredths = |nearness: f64| (nearness * 100.0).round() / 100.0;
    hundredths(strsim::jaro_winkler(&plain(asked), &plain(called)).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::{NEAR_ENOUGH, nearness};

    #[test]
    fn a_name_is_found_by_what_is_heard() {
        assert!((nearness("Good Night", "good night") - 1.0).abs() < f64::EPSILON);
        assert!(nearness("kitchen light", "light.kitchen_light") < nearness("kitchen light", "Kitchen light"));
        assert!(nearness("good nite", "Good night") > NEAR_ENOUGH);
        assert!(nearness("good night", "Vacuum") < NEAR_ENOUGH);
    }
}
