//! The custom skill.

use serde_json::{Value, json};
use tests::alexa::Bridge;
use tests::home_assistant::{Fault, TOKEN};

use crate::{bodies, house, paths};

fn request(request: Value) -> Value {
    json!({
        "version": "1.0",
        "session": {
            "new": false, "sessionId": "s", "application": {"applicationId": "amzn1.ask.skill.1"},
            "attributes": {"conversation_id": "talk-1"}, "user": {"userId": "u", "accessToken": TOKEN},
        },
        "context": {"System": {
            "application": {"applicationId": "amzn1.ask.skill.1"}, "user": {"userId": "u", "accessToken": TOKEN},
            "device": {"deviceId": "d"}, "apiEndpoint": "https://api.eu.amazonalexa.com", "apiAccessToken": "alexas-own",
        }},
        "request": request,
    })
}

fn intent(name: &str, slots: Value) -> Value {
    let mut intent = json!({
        "type": "IntentRequest", "requestId": "r", "timestamp": "2026-01-01T00:00:00Z", "locale": "de-DE",
        "intent": {"name": name, "confirmationStatus": "NONE"},
    });
    intent["intent"]["slots"] = slots;
    request(intent)
}

fn sentence(text: &str) -> Value {
    intent("Talk", json!({"query": {"name": "query", "value": text}}))
}

fn said(answer: &Value) -> &str {
    answer["response"]["outputSpeech"]["text"].as_str().unwrap_or_default()
}

#[test]
fn a_sentence_is_said_to_the_house_and_its_answer_is_said() {
    let home = house();
    let bridge = Bridge::to(&home, &[]);
    let answer = bridge.ask(&sentence("mach die Kitchen an"));
    assert_eq!(said(&answer), "Turned on the light");
    assert_eq!(answer["sessionAttributes"]["conversation_id"], "talk-1", "the session remembers, not the function");
    assert_eq!(answer["response"]["shouldEndSession"], false);
    // What was not understood is said as well.
    assert_eq!(said(&bridge.ask(&sentence("abrakadabra"))), "Sorry, I couldn't understand that");
    assert_eq!(paths(&home), ["/api/conversation/process"; 2]);
    let expected = json!({"text": "mach die Kitchen an", "language": "de", "conversation_id": "talk-1"});
    assert_eq!(bodies(&home)[0], expected);
}

#[test]
fn another_intent_goes_to_the_house_as_it_came() {
    let home = house();
    let bridge = Bridge::to(&home, &[]);
    let event = intent("GoodNight", json!({"room": {"name": "room"}}));
    assert_eq!(said(&bridge.ask(&event)), "Good night.");
    assert_eq!((paths(&home), bodies(&home)), (vec!["/api/alexa".to_owned()], vec![event]));
}

#[test]
fn what_is_about_the_conversation_is_answered_here() {
    let home = house();
    let bridge = Bridge::to(&home, &[]);
    let launch = bridge.ask(&request(json!({"type": "LaunchRequest", "requestId": "r", "locale": "en-GB"})));
    assert_eq!(
        (said(&launch), &launch["response"]["shouldEndSession"]),
        ("The house is listening. What shall it do?", &json!(false))
    );
    for (name, ends) in [
        ("AMAZON.StopIntent", true),
        ("AMAZON.CancelIntent", true),
        ("AMAZON.HelpIntent", false),
        ("AMAZON.FallbackIntent", false),
    ] {
        let answer = bridge.ask(&intent(name, json!({})));
        assert_eq!(answer["response"]["shouldEndSession"], ends, "{name}");
        assert!(!said(&answer).is_empty(), "{name}");
    }
    let ended =
        bridge.ask(&request(json!({"type": "SessionEndedRequest", "requestId": "r", "reason": "USER_INITIATED"})));
    assert_eq!(ended["response"], json!({}), "nothing may be said to that");
    assert_eq!(home.requests().len(), 0);
}

#[test]
fn who_has_not_linked_an_account_is_asked_to() {
    let home = house();
    let bridge = Bridge::to(&home, &[]);
    let mut event = sentence("kitchen");
    event["session"]["user"]["accessToken"].take();
    event["context"]["System"]["user"]["accessToken"].take();
    let answer = bridge.ask(&event);
    assert_eq!(answer["response"]["card"], json!({"type": "LinkAccount"}));
    assert_eq!(home.requests().len(), 0);
    // A token that the house does not know is as good as none.
    home.set_fault(Some(Fault::Page("401 Unauthorized")));
    assert_eq!(bridge.ask(&sentence("kitchen"))["response"]["card"], json!({"type": "LinkAccount"}));
}

#[test]
fn another_skill_is_told_nothing() {
    let home = house();
    let bridge = Bridge::to(&home, &[("ALEXA_SKILL_ID", "amzn1.ask.skill.2")]);
    assert_eq!(bridge.ask(&sentence("kitchen"))["response"], json!({}));
    assert_eq!(home.requests().len(), 0);
    let bridge = Bridge::to(&home, &[("ALEXA_SKILL_ID", "amzn1.ask.skill.1")]);
    assert_eq!(said(&bridge.ask(&sentence("kitchen"))), "Turned on the light");
}

#[test]
fn a_failure_is_said_and_tells_no_token() {
    let home = house();
    let bridge = Bridge::to(&home, &[]);
    for (fault, expected) in [
        (Fault::Close, "Das Haus ist gerade nicht erreichbar."),
        (Fault::Page("500 Internal Server Error"), "Das konnte das Haus nicht beantworten."),
        (Fault::Json(b"[]".to_vec()), "Das konnte das Haus nicht beantworten."),
    ] {
        home.set_fault(Some(fault));
        assert_eq!(said(&bridge.ask(&sentence("kitchen"))), expected);
        assert_eq!(said(&bridge.ask(&intent("GoodNight", json!({})))), expected);
    }
    let log = bridge.end();
    assert!(!log.contains(TOKEN) && !log.contains("alexas-own"), "{log}");
}
