//! What the app answers beside directives: over HTTP, to a schedule, and where nothing can be built.

use serde_json::{Value, json};
use tests::alexa::{Bridge, error_type, turn_on};
use tests::home_assistant::{HomeAssistant, TOKEN};

fn get(path: &str, authorization: Option<&str>) -> Value {
    let headers = authorization.map_or(json!({}), |value| json!({"authorization": value}));
    json!({
        "version": "2.0", "rawPath": path, "rawQueryString": "", "headers": headers,
        "requestContext": {"http": {"method": "GET", "path": path}, "domainName": "id.lambda-url.eu-west-1.on.aws"},
        "isBase64Encoded": false,
    })
}

#[test]
fn diagnostics_are_for_who_knows_the_token() {
    let home = HomeAssistant::default();
    let status = |bridge: &Bridge, path, authorization| bridge.ask(&get(path, authorization))["statusCode"].clone();
    let closed = Bridge::to(&home, &[]);
    assert_eq!(status(&closed, "/health", None), 200);
    assert_eq!(status(&closed, "/diagnostics", Some("Bearer ")), 403);

    let bridge = Bridge::to(&home, &[("GATEWAY_API_TOKEN", "monitor"), ("HOME_ASSISTANT_TOKEN", TOKEN)]);
    for path in ["/health", "/diagnostics"] {
        for wrong in [None, Some("Bearer wrong"), Some("monitor")] {
            assert_eq!(status(&bridge, path, wrong), 401, "{path} {wrong:?}");
        }
        assert_eq!(status(&bridge, path, Some("Bearer monitor")), 200, "{path}");
    }
    let answer = bridge.ask(&get("/diagnostics", Some("bearer monitor")));
    let body: Value = serde_json::from_str(answer["body"].as_str().expect("a text")).expect("JSON");
    assert_eq!(body["home_assistant"]["ok"], true, "{body}");
    let log = bridge.end();
    assert!(!log.contains("monitor") && !log.contains(TOKEN), "{log}");
}

#[test]
fn a_schedule_keeps_the_connection() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    bridge.ask(&json!({
        "version": "0", "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa", "detail-type": "Scheduled Event",
        "source": "aws.events", "account": "123456789012", "time": "2026-10-08T16:53:06Z", "region": "us-east-1",
        "resources": ["arn:aws:events:us-east-1:123456789012:rule/warm"], "detail": {},
    }));
    assert_eq!(home.requests().len(), 0, "it only connects");
    bridge.ask(&turn_on(TOKEN));
    assert_eq!((home.requests().len(), home.connections()), (1, 1));
}

/// With these no section of the configuration can be read, so that no core which needs one can be built.
const POISON: [(&str, &str); 4] = [
    ("GATEWAY_CONFIG_FILE", "/nowhere/at/all.json"),
    ("HOME_ASSISTANT_TIMEOUT", "soon"),
    ("HOME_ASSISTANT_TOKEN_MODE", "poison"),
    ("GATEWAY_PRESET", "poison"),
];

#[test]
fn the_failsafe_passes_directives_on_where_nothing_else_can_be_built() {
    let home = HomeAssistant::default();
    let poisoned = Bridge::to(&home, &POISON);
    let event = turn_on(TOKEN);
    assert_eq!(error_type(&poisoned.ask(&event), &event), "BRIDGE_UNREACHABLE");
    assert_eq!(home.requests().len(), 0, "the poison works");

    let failsafe = Bridge::to(&home, &[&POISON[..], &[("GATEWAY_MODE", "passthrough")]].concat());
    let spaced = turn_on(TOKEN).to_string().replace(':', " : ");
    let answer = failsafe.ask_bytes(spaced.clone());
    assert_eq!(answer.body["event"]["header"]["name"], "Response", "{}", answer.body);
    let [request] = &home.requests()[..] else { panic!("it is sent once") };
    assert_eq!(request.body, spaced.as_bytes(), "as it came");
    assert_eq!(request.header("authorization"), Some(&*format!("Bearer {TOKEN}")));
}
