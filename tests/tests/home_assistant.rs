//! The stand-in answers as Home Assistant 2024.3.3 was measured to: what the other tests show holds for no other house.

use serde_json::{Value, json};
use tests::alexa::{CORRELATION_TOKEN, accept_grant, brighter, directive, discover, turn_on};
use tests::app::{Reply, send};
use tests::home_assistant::{HomeAssistant, Setup, TOKEN};

const SMART_HOME: &str = "/api/alexa/smart_home";

fn ask(home: &HomeAssistant, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let token = format!("Bearer {TOKEN}");
    let mut all = vec![("Authorization", token.as_str())];
    all.extend_from_slice(headers);
    send(home.address(), method, path, &all, body.as_bytes()).expect("it answers")
}

fn post(home: &HomeAssistant, path: &str, body: &Value) -> Reply {
    ask(home, "POST", path, &[], &body.to_string())
}

fn with_token(home: &HomeAssistant, authorization: &str) -> (u16, String) {
    let headers = [("Authorization", authorization)];
    let body = turn_on(TOKEN).to_string();
    let reply = send(home.address(), "POST", SMART_HOME, &headers, body.as_bytes()).expect("it answers");
    assert!(reply.status == 200 || reply.header("content-type") == Some("text/plain; charset=utf-8"));
    (reply.status, String::from_utf8(reply.body).expect("text"))
}

#[test]
fn a_good_directive() {
    let home = HomeAssistant::default();
    let mut event = turn_on(TOKEN);
    event["directive"]["endpoint"]["cookie"] = json!({"odd": "\u{e9}\"\u{1f600}"});
    let reply = post(&home, SMART_HOME, &event);
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/json")));
    assert!((850..1000).contains(&reply.body.len()), "{}", reply.body.len());
    let answer = reply.json();
    assert_eq!(answer["event"]["header"]["correlationToken"], CORRELATION_TOKEN);
    assert_eq!(answer["event"]["endpoint"], event["directive"]["endpoint"], "the caller's token included");
    assert_eq!(answer["context"]["properties"][0]["value"], "ON");
    let answer = post(&home, SMART_HOME, &directive("Alexa", "ReportState", &json!({}), TOKEN)).json();
    assert_eq!(answer["event"]["header"]["name"], "StateReport");
    assert_eq!(post(&home, SMART_HOME, &brighter(TOKEN)).json()["event"]["header"]["name"], "Response");
    let granted = post(&home, SMART_HOME, &accept_grant(TOKEN)).json();
    assert_eq!(granted["event"]["header"]["name"], "AcceptGrant.Response");
}

#[test]
fn errors_of_its_own_are_200() {
    let home = HomeAssistant::default();
    let unknown = post(&home, SMART_HOME, &directive("Alexa.Nothing", "Do", &json!({}), TOKEN)).json();
    assert_eq!(unknown["event"]["payload"], json!({"type": "INTERNAL_ERROR", "message": ""}));
    for (id, is_known) in
        [("light#nowhere", false), ("light#lamp_62", true), ("light.lamp_0", true), ("light#lamp_63", false)]
    {
        let mut event = turn_on(TOKEN);
        event["directive"]["endpoint"]["endpointId"] = json!(id);
        let answer = post(&home, SMART_HOME, &event).json();
        assert_eq!(answer["event"]["payload"]["type"] != "NO_SUCH_ENDPOINT", is_known, "{id}");
    }
}

#[test]
fn a_discovery_is_large_and_packs_well() {
    let home = HomeAssistant::default();
    let event = discover(TOKEN).to_string();
    let plain = ask(&home, "POST", SMART_HOME, &[], &event);
    assert_eq!((plain.body.len(), plain.header("content-encoding")), (86_535, None));
    assert_eq!(plain.json()["event"]["payload"]["endpoints"].as_array().map(Vec::len), Some(63));
    let packed = ask(&home, "POST", SMART_HOME, &[("accept-encoding", "gzip")], &event);
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.body.len() < 10_000, "{}", packed.body.len());
}

#[test]
fn who_may_not_ask() {
    let home = HomeAssistant::default();
    for authorization in ["", "Bearer", "Bearer another", "bearer a-token-that-the-house-knows", TOKEN] {
        assert_eq!(with_token(&home, authorization), (401, "401: Unauthorized".to_owned()), "{authorization}");
    }
    assert_eq!(with_token(&home, &format!("Bearer {TOKEN}")).0, 200);
    let strict = HomeAssistant::new(Setup { ban_after: Some(3), ..Setup::default() });
    for _ in 0..3 {
        assert_eq!(with_token(&strict, "Bearer another").0, 401);
    }
    for authorization in ["Bearer another", &format!("Bearer {TOKEN}")] {
        assert_eq!(with_token(&strict, authorization), (403, "403: Forbidden".to_owned()));
    }
}

#[test]
fn what_it_does_not_take() {
    let home = HomeAssistant::default();
    let without = HomeAssistant::new(Setup { alexa: false, ..Setup::default() });
    let event = turn_on(TOKEN).to_string();
    for (home, method, path, expected) in [
        (&home, "GET", SMART_HOME, 405),
        (&home, "POST", "//api/alexa/smart_home", 404),
        (&home, "POST", "/api/alexa/smart_home/", 404),
        (&without, "POST", SMART_HOME, 404),
        (&without, "POST", "/api/alexa", 404),
        (&without, "GET", "/api/states", 200),
    ] {
        assert_eq!(ask(home, method, path, &[], &event).status, expected, "{method} {path}");
    }
    let forwarded = [("x-forwarded-for", "1.2.3.4"), ("X-Forwarded-For", "5.6.7.8")];
    assert_eq!(ask(&home, "POST", SMART_HOME, &forwarded, &event).status, 400);
    assert_eq!(ask(&home, "POST", SMART_HOME, &forwarded[..1], &event).status, 200);
    let mut old = turn_on(TOKEN);
    old["directive"]["header"]["payloadVersion"] = json!("2");
    let mut without_id = turn_on(TOKEN);
    without_id["directive"]["endpoint"] = json!({});
    for body in ["", "no JSON", "{}", r#"{"directive":{}}"#, &old.to_string(), &without_id.to_string()] {
        let reply = ask(&home, "POST", SMART_HOME, &[], body);
        let text = String::from_utf8(reply.body).expect("text");
        assert!(reply.status == 500 && text.ends_with("Server got itself in trouble"), "{body}: {text}");
    }
}

#[test]
fn it_keeps_what_it_received() {
    let home = HomeAssistant::default();
    ask(&home, "GET", "/api/", &[("X-Odd", " spaced ")], "");
    post(&home, SMART_HOME, &turn_on(TOKEN));
    let requests = home.requests();
    assert_eq!((requests.len(), home.connections()), (2, 2));
    assert!(String::from_utf8_lossy(&requests[0].bytes).contains("\r\nX-Odd:  spaced \r\n"));
    assert_eq!(requests[1].body, turn_on(TOKEN).to_string().into_bytes());
}

#[test]
fn states_services_conversation_and_intents() {
    let home = HomeAssistant::default();
    assert_eq!(ask(&home, "GET", "/api/", &[], "").json()["message"], "API running.");
    assert!(ask(&home, "GET", "/api/states", &[], "").json().as_array().is_some_and(|states| states.len() > 1));
    assert_eq!(ask(&home, "GET", "/api/states/light.kitchen", &[], "").json()["state"], "on");
    assert_eq!(ask(&home, "GET", "/api/states/light.none", &[], "").status, 404);
    let called = post(&home, "/api/services/light/turn_on", &json!({"entity_id": "light.kitchen"}));
    assert_eq!(called.json()[0]["entity_id"], "light.kitchen");
    assert_eq!(post(&home, "/api/services/light/explode", &json!({})).status, 400);
    let said =
        post(&home, "/api/conversation/process", &json!({"text": "turn on the kitchen", "language": "en"})).json();
    assert_eq!(said["response"]["response_type"], "action_done");
    let lost = post(&home, "/api/conversation/process", &json!({"text": "mumble"})).json();
    assert_eq!(lost["response"]["data"]["code"], "no_intent_match");
    assert!(lost["response"]["speech"]["plain"]["speech"].as_str().is_some_and(|speech| !speech.is_empty()));
    assert_eq!(post(&home, "/api/conversation/process", &json!({})).json()["message"], "Message format incorrect");
    let intent = json!({"request": {"type": "IntentRequest", "intent": {"name": "Unknown"}}});
    let answer = post(&home, "/api/alexa", &intent).json();
    assert_eq!(answer["response"]["outputSpeech"]["text"], "This intent is not yet configured within Home Assistant.");
    assert_eq!(post(&home, "/api/alexa", &json!({})).status, 500);
}
