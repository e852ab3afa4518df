//! Why Alexa says that it found no new device: one endpoint that it dislikes spoils the whole answer.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

/// Endpoints that a customer may have, capabilities of one, and bytes of its cookie.
///
/// Source: <https://developer.amazon.com/en-US/docs/alexa/device-apis/alexa-discovery.html>.
const MOST_ENDPOINTS: usize = 300;
const MOST_CAPABILITIES: usize = 100;
const LARGEST_COOKIE: usize = 5_000;

/// What of an answer is looked at. The rest stays text.
#[derive(Deserialize, Serialize)]
struct Answer<'a> {
    #[serde(borrow)]
    event: Event<'a>,
}

#[derive(Deserialize, Serialize)]
struct Event<'a> {
    #[serde(borrow)]
    header: &'a RawValue,
    #[serde(borrow)]
    payload: Payload<'a>,
}

#[derive(Deserialize, Serialize)]
struct Payload<'a> {
    #[serde(borrow)]
    endpoints: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint {
    #[serde(default, rename = "endpointId")]
    id: Option<String>,
    #[serde(default)]
    friendly_name: Option<String>,
    #[serde(default)]
    display_categories: Option<Vec<Option<String>>>,
    #[serde(default)]
    capabilities: Vec<Capability>,
    #[serde(default)]
    cookie: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Capability {
    #[serde(default)]
    interface: Option<String>,
}

/// Tells what is wrong with a discovery, a line each; gives it as it came, or without what is broken if `drops`.
pub(super) fn examine(answer: Box<RawValue>, drops: bool) -> Box<RawValue> {
    let Ok(read) = serde_json::from_str::<Answer<'_>>(answer.get()) else { return answer };
    let count = read.event.payload.endpoints.len();
    tracing::info!(endpoints = count, bytes = answer.get().len(), "discovery");
    if count > MOST_ENDPOINTS {
        tracing::warn!(
            endpoints = count,
            "Alexa takes {MOST_ENDPOINTS} endpoints: use the filter of `alexa: smart_home:`"
        );
    }
    let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
    let mut sound = Vec::new();
    for json in &read.event.payload.endpoints {
        let endpoint = serde_json::from_str::<Endpoint>(json.get());
        let problems = match &endpoint {
            Ok(endpoint) => complaints(endpoint, &mut ids, &mut names),
            Err(_) => vec![Complaint { text: "it is not as Alexa describes an endpoint", is_fatal: true }],
        };
        let endpoint_id = endpoint.ok().and_then(|endpoint| endpoint.id);
        for Complaint { text, is_fatal } in &problems {
            tracing::warn!(
                endpoint_id,
                left_out = drops && *is_fatal,
                problem = *text,
                "an endpoint that Alexa may dislike"
            );
        }
        if !problems.iter().any(|complaint| complaint.is_fatal) {
            sound.push(*json);
        }
    }
    if !drops || sound.len() == count {
        return answer;
    }
    let Answer { event: Event { header, .. } } = read;
    to_raw_value(&Answer { event: Event { header, payload: Payload { endpoints: sound } } }).unwrap_or(answer)
}

struct Complaint {
    text: &'static str,
    /// Whether the endpoint is better left out.
    is_fatal: bool,
}

fn complaints(endpoint: &Endpoint, ids: &mut BTreeSet<String>, names: &mut BTreeSet<String>) -> Vec<Complaint> {
    let id = endpoint.id.as_deref().unwrap_or_default();
    let name = endpoint.friendly_name.as_deref().unwrap_or_default().trim();
    let categories = endpoint.display_categories.as_deref().unwrap_or_default();
    let interfaces = || endpoint.capabilities.iter().filter_map(|capability| capability.interface.as_deref());
    let checks = [
        (id.is_empty(), "it has no id", true),
        (!id.is_empty() && !ids.insert(id.to_owned()), "its id is that of another one", true),
        (name.is_empty(), "it has no name", true),
        (!name.is_empty() && !names.insert(name.to_lowercase()), "its name is that of another one", false),
        (categories.is_empty() || categories.iter().any(Option::is_none), "it has no display category", true),
        (
            interfaces().all(|interface| interface == "Alexa" || interface == "Alexa.EndpointHealth"),
            "there is nothing that it can do",
            true,
        ),
        (endpoint.capabilities.len() > MOST_CAPABILITIES, "it has more than 100 capabilities", true),
        (
            endpoint.cookie.as_ref().is_some_and(|cookie| cookie.get().len() > LARGEST_COOKIE),
            "its cookie is too large",
            true,
        ),
    ];
    let broken = checks.into_iter().filter(|(is_wrong, ..)| *is_wrong);
    broken.map(|(_, text, is_fatal)| Complaint { text, is_fatal }).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::value::{RawValue, to_raw_value};
    use serde_json::{Value, json};

    use super::examine;

    fn endpoint(id: &str) -> Value {
        json!({
            "endpointId": id, "friendlyName": id, "displayCategories": ["LIGHT"], "cookie": {},
            "capabilities": [{"interface": "Alexa.PowerController"}, {"interface": "Alexa"}],
        })
    }

    fn with(change: impl FnOnce(&mut Value)) -> Value {
        let mut endpoint = endpoint("broken");
        change(&mut endpoint);
        endpoint
    }

    fn discovery(endpoints: &[Value]) -> Box<RawValue> {
        to_raw_value(&json!({"event": {"header": {"name": "Discover.Response"}, "payload": {"endpoints": endpoints}}}))
            .unwrap()
    }

    #[test]
    fn what_spoils_a_discovery_is_left_out_if_that_is_wanted() {
        for broken in [
            with(|it| it["endpointId"] = "".into()),
            with(|it| it["endpointId"] = "lamp".into()),
            with(|it| it["friendlyName"] = " ".into()),
            with(|it| it["displayCategories"] = Value::Null),
            with(|it| it["displayCategories"] = json!([null])),
            with(|it| it["capabilities"] = json!([{"interface": "Alexa"}, {"interface": "Alexa.EndpointHealth"}])),
            with(|it| it["capabilities"] = json!(vec![json!({"interface": "Alexa.ModeController"}); 101])),
            with(|it| it["cookie"] = json!({"key": "x".repeat(5_000)})),
            json!("no object"),
        ] {
            let answer = discovery(&[endpoint("lamp"), broken.clone()]);
            let text = answer.get().to_owned();
            assert_eq!(
                examine(discovery(&[endpoint("lamp"), broken.clone()]), true).get(),
                discovery(&[endpoint("lamp")]).get(),
                "{broken}"
            );
            assert_eq!(examine(answer, false).get(), text, "{broken}");
        }
    }

    #[test]
    fn what_is_sound_passes_as_it_is() {
        let odd = r#"{"event": {"header": {}, "payload": {"endpoints": []}},  "context": 1.0}"#;
        let answer = |text: &str| RawValue::from_string(text.to_owned()).unwrap();
        assert_eq!(examine(answer(odd), true).get(), odd);
        let no_discovery = r#"{"event": {"payload": {}}}"#;
        assert_eq!(examine(answer(no_discovery), true).get(), no_discovery);
        // A name that stands twice is Alexa's to ask about.
        let twice = discovery(&[endpoint("lamp"), with(|it| it["friendlyName"] = "Lamp".into())]);
        let text = twice.get().to_owned();
        assert_eq!(examine(twice, true).get(), text);
    }
}
