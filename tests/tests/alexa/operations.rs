//! What else can be asked of the house: by the bridge's own token.

use std::time::Duration;

use serde_json::{Value, json};
use tests::alexa::{Bridge, turn_on};
use tests::app::Answer;
use tests::home_assistant::{Certificate, Fault, HomeAssistant, Request, Setup, TOKEN, refusing};

fn direct(bridge: &Bridge, operation: &str, params: &Value) -> Answer {
    let event = json!({"interface": "home_assistant", "operation": operation, "params": params});
    bridge.lambda().give_for(Duration::from_secs(10), "direct", event.to_string());
    bridge.lambda().answer()
}

fn asked(request: &Request) -> (String, Value) {
    let body = serde_json::from_slice(&request.body).unwrap_or_default();
    (format!("{} {}", request.method, request.path), body)
}

#[test]
fn each_asks_the_house_once_for_what_it_says() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[("HOME_ASSISTANT_TOKEN", TOKEN)]);
    let light = json!({"entity_id": "light.kitchen"});
    for (operation, params, path, body) in [
        ("states", json!({}), "GET /api/states", Value::Null),
        ("states", light.clone(), "GET /api/states/light.kitchen", Value::Null),
        ("find", json!({"name": "kitchen"}), "GET /api/states", Value::Null),
        (
            "call_service",
            json!({"domain": "light", "service": "turn_on", "entity_id": "light.kitchen", "data": {"brightness": 1.0}}),
            "POST /api/services/light/turn_on",
            json!({"entity_id": "light.kitchen", "brightness": 1.0}),
        ),
        (
            "trigger_automation",
            json!({"name": "automation.alarm"}),
            "POST /api/services/automation/trigger",
            json!({"entity_id": "automation.alarm"}),
        ),
        (
            "run_script",
            json!({"name": "script.good_night", "variables": {"who": "all"}}),
            "POST /api/services/script/turn_on",
            json!({"entity_id": "script.good_night", "variables": {"who": "all"}}),
        ),
        (
            "notify",
            json!({"message": "m", "title": "t"}),
            "POST /api/services/notify/notify",
            json!({"message": "m", "title": "t"}),
        ),
        (
            "converse",
            json!({"text": "turn on the kitchen"}),
            "POST /api/conversation/process",
            json!({"text": "turn on the kitchen", "language": "en"}),
        ),
    ] {
        let before = home.requests().len();
        let answer = direct(&bridge, operation, &params);
        assert_eq!(answer.kind, "response", "{operation}: {}", answer.body);
        let requests = home.requests();
        let [request] = &requests[before..] else { panic!("{operation}: {requests:?}") };
        assert_eq!(asked(request), (path.to_owned(), body), "{operation}");
        assert_eq!(request.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
    }
}

#[test]
fn a_name_is_enough() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[("HOME_ASSISTANT_TOKEN", TOKEN)]);
    let ran = direct(&bridge, "run_script", &json!({"name": "Good Nite"}));
    assert_eq!(ran.body, "script.good_night");
    let last = home.requests().pop().expect("it was asked");
    assert_eq!(asked(&last).1["entity_id"], "script.good_night");
    let before = home.requests().len();
    assert_eq!(direct(&bridge, "run_script", &json!({"name": "vacuum the moon"})).kind, "error");
    let after: Vec<_> = home.requests()[before..].iter().map(asked).collect();
    assert_eq!(after, [("GET /api/states".to_owned(), Value::Null)], "nothing is run by a guess");
}

#[test]
fn paths_hold_nothing_that_leads_elsewhere() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[("HOME_ASSISTANT_TOKEN", TOKEN)]);
    for (operation, params) in [
        ("states", json!({"entity_id": "../config"})),
        ("states", json!({"entity_id": "light.kitchen?x"})),
        ("call_service", json!({"domain": "..", "service": "config"})),
        ("call_service", json!({"domain": "light", "service": "turn_on/../../states"})),
        ("notify", json!({"message": "m", "service": "../light/turn_on"})),
    ] {
        assert_eq!(direct(&bridge, operation, &params).kind, "error", "{params}");
    }
    assert_eq!(home.requests().len(), 0);
}

#[test]
fn what_the_house_refuses_is_an_error_of_the_call() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[("HOME_ASSISTANT_TOKEN", TOKEN)]);
    let explode = json!({"domain": "light", "service": "explode"});
    let answer = direct(&bridge, "call_service", &explode);
    assert_eq!(answer.kind, "error");
    assert!(
        answer.body["errorMessage"].as_str().is_some_and(|text| text.contains("`light.explode`")),
        "{}",
        answer.body
    );
    home.set_fault(Some(Fault::Page("502 Bad Gateway")));
    let answer = direct(&bridge, "states", &json!({}));
    assert!(answer.kind == "error" && !answer.body.to_string().contains('<'), "{}", answer.body);
}

#[test]
fn without_a_token_of_its_own_nothing_is_sent() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    let answer = direct(&bridge, "states", &json!({}));
    assert!(answer.kind == "error" && answer.body.to_string().contains("HOME_ASSISTANT_TOKEN"), "{}", answer.body);
    assert_eq!(home.requests().len(), 0);
}

#[test]
fn the_self_test_says_where_to_look() {
    let set_up = |alexa, tokens: &[&str]| {
        let tokens = tokens.iter().map(ToString::to_string).collect();
        HomeAssistant::new(Setup { alexa, tokens, ban_after: Some(1), ..Setup::default() })
    };
    let test = |home: &HomeAssistant, environment: &[(&str, &str)]| {
        let bridge = Bridge::to(home, environment);
        direct(&bridge, "self_test", &json!({})).body
    };
    let token = [("HOME_ASSISTANT_TOKEN", TOKEN)];
    let good = test(&set_up(true, &[TOKEN]), &token);
    assert_eq!(good["ok"], true, "{good}");
    assert!(good["round_trip_ms"].is_number() && good["connect_ms"].is_number(), "{good}");
    assert_eq!(good["certificate_days_left"], Value::Null, "there is no certificate");

    let unknown = set_up(true, &[]);
    let refused = test(&unknown, &token);
    assert!(refused["ok"] == false && refused["token"]["is"] == "bad", "{refused}");

    let without = test(&set_up(false, &[TOKEN]), &token);
    assert!(without["token"]["is"] == "good" && without["integration"]["is"] == "bad", "{without}");

    // It costs nobody a login who has no token.
    let home = set_up(true, &[TOKEN]);
    let bridge = Bridge::to(&home, &[]);
    let untold = direct(&bridge, "self_test", &json!({})).body;
    assert!(untold["ok"] == false && untold["reached"]["is"] == "good", "{untold}");
    assert_eq!(bridge.ask(&turn_on(TOKEN))["event"]["header"]["name"], "Response", "nobody is banned");

    let bridge = Bridge::at(refusing(), &token);
    let alone = direct(&bridge, "self_test", &json!({})).body;
    assert!(alone["reached"]["is"] == "bad" && alone["token"]["is"] == "untried", "{alone}");
}

#[test]
fn the_self_test_counts_the_days_of_the_certificate() {
    let secure = |certificate| HomeAssistant::new(Setup { certificate: Some(certificate), ..Setup::default() });
    let test = |home: &HomeAssistant, environment: &[(&str, &str)]| {
        direct(&Bridge::to(home, environment), "self_test", &json!({})).body
    };
    let token = ("HOME_ASSISTANT_TOKEN", TOKEN);
    let good = test(&secure(Certificate::Good), &[token]);
    assert!(good["ok"] == true && good["certificate_days_left"].as_i64() > Some(365_000), "{good}");
    let home = secure(Certificate::Expired);
    let unchecked = test(&home, &[token, ("HOME_ASSISTANT_VERIFY_SSL", "false")]);
    assert!(unchecked["certificate_days_left"].as_i64() < Some(-365), "{unchecked}");
    let refused = test(&home, &[token]);
    assert!(refused["reached"]["look"].as_str().is_some_and(|look| look.contains("expired")), "{refused}");
}

/// A question is no harm, but each with a token that is not known brings a ban nearer, and Alexa waits for nobody.
#[test]
fn a_question_is_not_asked_again() {
    let home = HomeAssistant::failing(Fault::PageWith("503 Service Unavailable", "retry-after", "0".to_owned()));
    let bridge = Bridge::to(&home, &[("HOME_ASSISTANT_TOKEN", TOKEN)]);
    for fault in [None, Some(Fault::Page("502 Bad Gateway")), Some(Fault::Truncate), Some(Fault::Close)] {
        if fault.is_some() {
            home.set_fault(fault.clone());
        }
        let before = home.requests().len();
        assert_eq!(direct(&bridge, "states", &json!({})).kind, "error");
        assert_eq!(home.requests().len(), before + 1, "{fault:?}");
    }
}

#[test]
fn a_monitor_is_answered_who_knows_the_token() {
    let home = HomeAssistant::default();
    let api = [("GATEWAY_API_TOKEN", "a-monitors-token"), ("HOME_ASSISTANT_TOKEN", TOKEN)];
    let bridge = Bridge::to(&home, &api);
    let get = |path: &str, authorization: Option<&str>| {
        let mut event = json!({
            "version": "2.0", "rawPath": path, "headers": {},
            "requestContext": {"http": {"method": "GET", "path": path}},
        });
        if let Some(authorization) = authorization {
            event["headers"]["authorization"] = authorization.into();
        }
        let answer = bridge.ask(&event);
        (answer["statusCode"].clone(), answer["body"].as_str().unwrap_or_default().to_owned())
    };
    for path in ["/health", "/diagnostics"] {
        for wrong in [None, Some("Bearer another"), Some("a-monitors-token"), Some("Basic a-monitors-token")] {
            assert_eq!(get(path, wrong).0, 401, "{path} {wrong:?}");
        }
        assert_eq!(get(path, Some("Bearer a-monitors-token")).0, 200, "{path}");
    }
    let diagnostics = get("/diagnostics", Some("Bearer a-monitors-token")).1;
    assert!(diagnostics.contains(r#""ok":true"#) && !diagnostics.contains(TOKEN), "{diagnostics}");
    let closed = Bridge::to(&home, &[]);
    let event = json!({
        "version": "2.0", "rawPath": "/diagnostics", "headers": {"authorization": "Bearer "},
        "requestContext": {"http": {"method": "GET", "path": "/diagnostics"}},
    });
    let before = home.requests().len();
    assert_eq!((closed.ask(&event)["statusCode"].clone(), home.requests().len()), (json!(403), before));
}

#[test]
fn a_warm_up_connects_and_asks_nothing() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    let schedule = json!({
        "version": "0", "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa", "detail-type": "Scheduled Event",
        "source": "aws.events", "account": "123456789012", "time": "2026-01-02T03:04:05Z", "region": "eu-west-1",
        "resources": ["arn:aws:events:eu-west-1:123456789012:rule/warm"], "detail": {},
    });
    home.hang_up();
    home.wait_until_closed();
    bridge.ask(&schedule);
    assert!(home.requests().is_empty());
    bridge.ask(&turn_on(TOKEN));
    assert_eq!(home.requests().len(), 1);
    let log = bridge.log();
    let line = log.iter().find(|line| line["message"] == "directive answered").expect("it is logged");
    assert_eq!(line["reused"], true);
}
