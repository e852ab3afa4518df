//! What the house holds: 63 endpoints, which Home Assistant 2024.3 describes in 86,535 bytes with its integration `demo`.

use serde_json::{Value, json};

/// How many.
const ENDPOINTS: usize = 63;

/// The bytes of the whole answer to a discovery without further endpoints.
const LENGTH: usize = 86_535;

/// The answer to a discovery, with `more` endpoints. Home Assistant gives it no correlation token.
pub(super) fn answer(message_id: &str, more: &[Value]) -> Vec<u8> {
    let mut endpoints: Vec<_> = (0..ENDPOINTS).map(endpoint).collect();
    let whole = |endpoints: &[Value]| {
        json!({"event": {
            "header": {
                "namespace": "Alexa.Discovery", "name": "Discover.Response",
                "messageId": message_id, "payloadVersion": "3",
            },
            "payload": {"endpoints": endpoints},
        }})
        .to_string()
    };
    // Names differ in length from house to house; the last description makes up for it.
    let padding = LENGTH.saturating_sub(whole(&endpoints).len());
    endpoints[ENDPOINTS - 1]["description"] = format!("{}{}", description(ENDPOINTS - 1), " ".repeat(padding)).into();
    endpoints.extend_from_slice(more);
    whole(&endpoints).into_bytes()
}

fn description(number: usize) -> String {
    format!("light.lamp_{number} via Home Assistant")
}

fn endpoint(number: usize) -> Value {
    let property = |interface: &str, properties: &[&str]| {
        json!({
            "type": "AlexaInterface", "interface": interface, "version": "3",
            "properties": {
                "supported": properties.iter().map(|name| json!({"name": name})).collect::<Vec<_>>(),
                "proactivelyReported": true, "retrievable": true,
            },
        })
    };
    json!({
        "endpointId": format!("light#lamp_{number}"),
        "friendlyName": format!("Lamp {number}"),
        "description": description(number),
        "manufacturerName": "Home Assistant",
        "displayCategories": ["LIGHT"],
        "additionalAttributes": {
            "manufacturer": "Home Assistant", "model": "light", "softwareVersion": "2024.3.3",
            "customIdentifier": format!("light.lamp_{number}"),
        },
        "cookie": {},
        "capabilities": [
            property("Alexa.PowerController", &["powerState"]),
            property("Alexa.BrightnessController", &["brightness"]),
            property("Alexa.ColorController", &["color"]),
            property("Alexa.ColorTemperatureController", &["colorTemperatureInKelvin"]),
            property("Alexa.EndpointHealth", &["connectivity"]),
            {"type": "AlexaInterface", "interface": "Alexa", "version": "3"},
        ],
    })
}

/// Whether there is this endpoint.
pub(super) fn has(endpoint_id: &str) -> bool {
    // Alexa's own form, and the one with a dot, which Home Assistant takes as well.
    let lamp = endpoint_id.strip_prefix("light").and_then(|rest| rest.strip_prefix(['#', '.']));
    lamp == Some("kitchen")
        || lamp
            .and_then(|name| name.strip_prefix("lamp_"))
            .and_then(|number| number.parse().ok())
            .is_some_and(|number: usize| number < ENDPOINTS)
}

/// The states of some entities.
pub(super) fn states() -> Value {
    json!(["light.kitchen", "light.lamp_1", "script.good_night", "automation.alarm"].map(entity))
}

/// The state of an entity, if there is one of that name.
pub(super) fn state(id: &str) -> Option<Value> {
    states().as_array()?.iter().find(|state| state["entity_id"] == id).cloned()
}

fn entity(id: &str) -> Value {
    let name = id.split('.').next_back().unwrap_or(id).replace('_', " ");
    json!({
        "entity_id": id, "state": "on", "attributes": {"friendly_name": name},
        "last_changed": "2024-04-01T12:00:00.000000+00:00", "last_updated": "2024-04-01T12:00:00.000000+00:00",
        "context": {"id": "01HTEST", "parent_id": null, "user_id": null},
    })
}
