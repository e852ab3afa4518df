//! One line for each directive tells where its time went, and what became of it.

use serde_json::{Value, json};
use tests::alexa::{Bridge, accept_grant, discover, turn_on};
use tests::home_assistant::{Certificate, Fault, HomeAssistant, Setup, TOKEN, refusing};

fn lines(bridge: Bridge) -> Vec<Value> {
    let is_of_directive = |line: &Value| line["message"].as_str().is_some_and(|text| text.starts_with("directive "));
    bridge.log().into_iter().filter(is_of_directive).collect()
}

#[test]
fn what_was_answered() {
    let home = HomeAssistant::new(Setup { certificate: Some(Certificate::Good), ..Setup::default() });
    let bridge = Bridge::to(&home, &[]);
    bridge.ask(&turn_on(TOKEN));
    // Nothing is kept, so that the time of a connection is told.
    home.hang_up();
    home.wait_until_closed();
    bridge.ask(&discover(TOKEN));
    let lines = lines(bridge);
    let [first, second] = &lines[..] else { panic!("a line each: {lines:?}") };
    for (line, namespace, name, endpoint_id, is_first) in [
        (first, "Alexa.PowerController", "TurnOn", json!("light#kitchen"), true),
        (second, "Alexa.Discovery", "Discover", Value::Null, false),
    ] {
        assert_eq!((&line["level"], &line["message"]), (&json!("INFO"), &json!("directive answered")), "{line}");
        assert_eq!((&line["namespace"], &line["name"]), (&json!(namespace), &json!(name)), "{line}");
        assert_eq!(line["endpoint_id"], endpoint_id, "{line}");
        assert_eq!((&line["status"], line.get("error_type")), (&json!(200), None), "{line}");
        assert_eq!((&line["reused"], &line["cold"]), (&json!(is_first), &json!(is_first)), "{line}");
        let ms = |name: &str| line[name].as_f64().unwrap_or_else(|| panic!("`{name}` is no number: {line}"));
        assert_eq!((ms("connect_ms") + ms("tls_ms")) > 0.0, !is_first, "{line}");
        assert!(ms("connect_ms") + ms("tls_ms") <= ms("first_byte_ms") + 0.2, "each is rounded: {line}");
        assert!(0.0 < ms("first_byte_ms") && ms("first_byte_ms") <= ms("total_ms"), "{line}");
    }
}

#[test]
fn what_was_not() {
    let home = HomeAssistant::failing(Fault::Page("503 Service Unavailable"));
    let bridge = Bridge::to(&home, &[]);
    for event in [turn_on(TOKEN), accept_grant(TOKEN)] {
        bridge.ask(&event);
    }
    let answered = lines(bridge);
    let alone = Bridge::at(refusing(), &[]);
    alone.ask(&turn_on(TOKEN));
    let lines = [answered, lines(alone)].concat();
    let types = ["BRIDGE_UNREACHABLE", "ACCEPT_GRANT_FAILED", "BRIDGE_UNREACHABLE"];
    let statuses = [json!(503), json!(503), Value::Null];
    assert_eq!(lines.len(), types.len(), "{lines:?}");
    for ((line, error_type), status) in lines.iter().zip(types).zip(statuses) {
        assert_eq!(
            (&line["level"], &line["message"]),
            (&json!("ERROR"), &json!("directive not carried out")),
            "{line}"
        );
        assert_eq!((&line["error_type"], &line["status"]), (&json!(error_type), &status), "{line}");
        assert_eq!(line["total_ms"].is_number(), !status.is_null(), "{line}");
        assert!(line["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{line}");
    }
}
