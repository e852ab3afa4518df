//! The operations of `home_assistant`, called by a direct invocation.

use serde_json::{Value, json};
use tests::alexa::Bridge;
use tests::home_assistant::{Fault, HomeAssistant, TOKEN, refusing};

use crate::{bodies, house, paths};

fn bridge(home: &HomeAssistant) -> Bridge {
    Bridge::to(home, &[("HOME_ASSISTANT_TOKEN", TOKEN)])
}

fn event(operation: &str, params: &Value) -> Value {
    json!({"interface": "home_assistant", "operation": operation, "params": params})
}

/// The error of an invocation that fails.
fn fail(bridge: &Bridge, operation: &str, params: &Value) -> Value {
    bridge.lambda().give("id", event(operation, params).to_string());
    let answer = bridge.lambda().answer();
    assert_eq!(answer.kind, "error", "{}", answer.body);
    answer.body
}

#[test]
fn states_are_read_and_names_are_found() {
    let home = house();
    let bridge = bridge(&home);
    let all = bridge.ask(&event("states", &json!({})));
    let first = all[0]["entity_id"].as_str().expect("there are entities").to_owned();
    let one = bridge.ask(&event("states", &json!({"entity_id": first})));
    assert_eq!(one["entity_id"], first.as_str());
    let name = one["attributes"]["friendly_name"].as_str().expect("it has a name").to_lowercase();
    let found = bridge.ask(&event("find", &json!({"name": name, "limit": 1})));
    assert_eq!((&found[0]["entity_id"], &found[0]["nearness"]), (&json!(first), &json!(1.0)), "{found}");
    let error = fail(&bridge, "states", &json!({"entity_id": "../config"}));
    assert_eq!(error["errorType"], "Gateway.InvalidParams", "a path is made of ids alone");
    let error = fail(&bridge, "states", &json!({"entity_id": "light.nowhere"}));
    assert!(error["errorMessage"].as_str().is_some_and(|text| text.contains("light.nowhere")), "{error}");
}

#[test]
fn services_are_called_with_what_is_given() {
    let home = house();
    let bridge = bridge(&home);
    bridge.ask(&event(
        "call_service",
        &json!({
            "domain": "light", "service": "turn_on", "entity_id": "light.kitchen", "data": {"brightness": 7}
        }),
    ));
    bridge.ask(&event("trigger_automation", &json!({"name": "automation.good_night"})));
    bridge.ask(&event("run_script", &json!({"name": "script.tea", "variables": {"sort": "Earl Grey"}})));
    bridge.ask(&event("notify", &json!({"message": "tea", "title": "ready"})));
    assert_eq!(
        paths(&home),
        ["light/turn_on", "automation/trigger", "script/turn_on", "notify/notify"]
            .map(|it| format!("/api/services/{it}"))
    );
    assert_eq!(
        bodies(&home),
        [
            json!({"brightness": 7, "entity_id": "light.kitchen"}),
            json!({"entity_id": "automation.good_night"}),
            json!({"variables": {"sort": "Earl Grey"}, "entity_id": "script.tea"}),
            json!({"message": "tea", "title": "ready"}),
        ]
    );
    let error = fail(&bridge, "run_script", &json!({"name": "no such script at all"}));
    assert_eq!(error["errorType"], "Gateway.OperationFailed", "{error}");
}

#[test]
fn a_sentence_is_answered() {
    let home = house();
    let answer = bridge(&home).ask(&event("converse", &json!({"text": "kitchen", "language": "de"})));
    assert_eq!((&answer["speech"], &answer["response_type"]), (&json!("Turned on the light"), &json!("action_done")));
}

#[test]
fn without_a_token_nothing_is_asked() {
    let home = house();
    let error = fail(&Bridge::to(&home, &[]), "states", &json!({}));
    assert!(error["errorMessage"].as_str().is_some_and(|text| text.contains("HOME_ASSISTANT_TOKEN")), "{error}");
    assert_eq!(home.requests().len(), 0);
}

#[test]
fn the_self_test_says_where_to_look() {
    let test = |bridge: &Bridge| bridge.ask(&event("self_test", &json!({})));
    let home = house();
    let good = test(&bridge(&home));
    assert_eq!(good["ok"], true, "{good}");
    assert!(good["round_trip_ms"].as_f64().is_some_and(|time| time > 0.0), "{good}");

    let wrong = test(&Bridge::to(&home, &[("HOME_ASSISTANT_TOKEN", "wrong")]));
    assert_eq!(
        (&wrong["ok"], &wrong["token"]["is"], &wrong["reached"]["is"]),
        (&json!(false), &json!("bad"), &json!("good"))
    );

    let unreachable = test(&Bridge::at(refusing(), &[("HOME_ASSISTANT_TOKEN", TOKEN)]));
    assert_eq!((&unreachable["reached"]["is"], &unreachable["integration"]["is"]), (&json!("bad"), &json!("untried")));

    let unset = test(&Bridge::with(&[]));
    assert_eq!(unset["settings"], json!({"is": "bad", "look": "`HOME_ASSISTANT_URL` is not set"}));

    let elsewhere = HomeAssistant::failing(Fault::Page("404 Not Found"));
    assert_eq!(test(&bridge(&elsewhere))["reached"]["is"], "bad");
}
