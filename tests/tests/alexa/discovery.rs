//! Discovery: large, packed on the way, and spoilt by one endpoint that Alexa dislikes.

use serde_json::{Value, json};
use tests::alexa::{Bridge, discover};
use tests::app::send;
use tests::home_assistant::{HomeAssistant, Setup, TOKEN};

fn endpoint(id: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut endpoint = json!({
        "endpointId": id, "friendlyName": id, "displayCategories": ["LIGHT"], "cookie": {},
        "capabilities": [{"type": "AlexaInterface", "interface": "Alexa.PowerController", "version": "3"}],
    });
    change(&mut endpoint);
    endpoint
}

fn house(endpoints: impl IntoIterator<Item = Value>) -> HomeAssistant {
    HomeAssistant::new(Setup { endpoints: endpoints.into_iter().collect(), ..Setup::default() })
}

/// What the house answers to somebody who does not unpack.
fn unpacked(home: &HomeAssistant) -> Vec<u8> {
    let token = format!("Bearer {TOKEN}");
    let event = discover(TOKEN).to_string();
    let reply = send(home.address(), "POST", "/api/alexa/smart_home", &[("Authorization", &token)], event.as_bytes());
    reply.expect("it answers").body
}

fn warnings(bridge: Bridge) -> Vec<Value> {
    bridge.log().into_iter().filter(|line| line["level"] == "WARNING").collect()
}

#[test]
fn it_comes_packed_and_is_told_with_its_size() {
    let home = house([]);
    let bridge = Bridge::to(&home, &[]);
    let answer = bridge.ask_bytes(discover(TOKEN).to_string());
    assert_eq!(home.requests()[0].header("accept-encoding"), Some("gzip"));
    assert!(answer.bytes == unpacked(&home), "as the house wrote it");
    assert_eq!(answer.bytes.len(), 86_535);
    let log = bridge.log();
    let line = log.iter().find(|line| line["message"] == "discovery").expect("it is logged");
    assert_eq!((&line["endpoints"], &line["bytes"]), (&json!(63), &json!(86_535)));
    assert!(log.iter().all(|line| line["level"] == "INFO"), "nothing is wrong with it: {log:?}");
}

#[test]
fn what_alexa_dislikes_is_told() {
    let health = json!([{"type": "AlexaInterface", "interface": "Alexa.EndpointHealth", "version": "3"}]);
    let broken = [
        (endpoint("null", |it| it["displayCategories"] = Value::Null), "no display category", true),
        (endpoint("nameless", |it| it["friendlyName"] = json!("")), "name", true),
        (endpoint("namesake", |it| it["friendlyName"] = json!("Lamp 7")), "that of another one", false),
        (endpoint("health", |it| it["capabilities"] = health), "nothing that it can do", true),
        (endpoint("light#lamp_3", |_| {}), "id", true),
        (endpoint("cookie", |it| it["cookie"] = json!({"k": "x".repeat(6_000)})), "cookie", true),
    ];
    let home = house(broken.iter().map(|(endpoint, ..)| endpoint.clone()));
    let whole = unpacked(&home);
    for (drops, value) in [(false, "false"), (false, ""), (true, "true"), (true, "1")] {
        let bridge = Bridge::to(&home, &[("ALEXA_DROP_BROKEN_ENDPOINTS", value)]);
        let answer = bridge.ask_bytes(discover(TOKEN).to_string());
        let ids = |answer: &Value| -> Vec<Value> {
            let endpoints = answer["event"]["payload"]["endpoints"].as_array().expect("a list");
            endpoints.iter().map(|endpoint| endpoint["endpointId"].clone()).collect()
        };
        if drops {
            let mut expected = ids(&serde_json::from_slice(&unpacked(&house([]))).expect("JSON"));
            expected.push("namesake".into());
            assert_eq!(ids(&answer.body), expected);
        } else {
            assert!(answer.bytes == whole, "as the house wrote it");
        }
        let warnings = warnings(bridge);
        assert_eq!(warnings.len(), broken.len(), "{warnings:?}");
        for ((endpoint, told, is_fatal), line) in broken.iter().zip(&warnings) {
            assert_eq!(line["endpoint_id"], endpoint["endpointId"]);
            assert!(line["problem"].as_str().is_some_and(|problem| problem.contains(told)), "{line}");
            assert_eq!(line["left_out"], drops && *is_fatal, "{line}");
        }
    }
}

#[test]
fn more_than_alexa_takes_is_told() {
    let home = house((0..300 - 63).map(|number| endpoint(&format!("more_{number}"), |_| {})));
    let bridge = Bridge::to(&home, &[]);
    bridge.ask(&discover(TOKEN));
    assert!(warnings(bridge).is_empty(), "300 are not too many");
    let home = house((0..301 - 63).map(|number| endpoint(&format!("more_{number}"), |_| {})));
    let bridge = Bridge::to(&home, &[("ALEXA_DROP_BROKEN_ENDPOINTS", "true")]);
    let answer = bridge.ask(&discover(TOKEN));
    assert_eq!(
        answer["event"]["payload"]["endpoints"].as_array().map(Vec::len),
        Some(301),
        "whom to leave out is not ours"
    );
    let warnings = warnings(bridge);
    assert_eq!(warnings.len(), 1);
    assert!(
        warnings[0]["message"].as_str().is_some_and(|text| text.contains("300")) && warnings[0]["endpoints"] == 301
    );
}
