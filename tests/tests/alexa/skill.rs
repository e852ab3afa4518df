//! The custom skill: sentences for the house, and what belongs to the conversation itself.

use serde_json::{Value, json};
use tests::alexa::Bridge;
use tests::home_assistant::{Fault, HomeAssistant, Setup, TOKEN, refusing};

const SKILL: &str = "amzn1.ask.skill.1";

fn request(kind: &str, intent: &Value, token: Option<&str>) -> Value {
    let mut user = json!({"userId": "amzn1.ask.account.1"});
    if let Some(token) = token {
        user["accessToken"] = token.into();
    }
    json!({
        "version": "1.0",
        "session": {
            "new": false, "sessionId": "amzn1.echo-api.session.1", "application": {"applicationId": SKILL},
            "attributes": {"conversation_id": "01HCONVERSATION"}, "user": user,
        },
        "context": {"System": {"application": {"applicationId": SKILL}, "user": user, "device": {"deviceId": "d"}}},
        "request": {
            "type": kind, "requestId": "amzn1.echo-api.request.1", "timestamp": "2026-01-02T03:04:05Z",
            "locale": "de-DE", "intent": intent,
        },
    })
}

fn sentence(text: &str, token: Option<&str>) -> Value {
    let slots = json!({"query": {"name": "query", "value": text, "confirmationStatus": "NONE"}});
    request("IntentRequest", &json!({"name": "Ask", "confirmationStatus": "NONE", "slots": slots}), token)
}

fn intent(name: &str) -> Value {
    request("IntentRequest", &json!({"name": name, "confirmationStatus": "NONE", "slots": {}}), Some(TOKEN))
}

fn speech(answer: &Value) -> &str {
    assert_eq!(answer["version"], "1.0", "{answer}");
    answer["response"]["outputSpeech"]["text"].as_str().unwrap_or_else(|| panic!("nothing is said: {answer}"))
}

#[test]
fn a_sentence_is_said_to_the_house_and_its_answer_is_said() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    for (text, answered) in
        [("turn on the kitchen", "Turned on the light"), ("mumble <&\"", "Sorry, I couldn't understand that")]
    {
        let answer = bridge.ask(&sentence(text, Some(TOKEN)));
        assert_eq!(speech(&answer), answered);
        assert_eq!(answer["sessionAttributes"]["conversation_id"], "01HCONVERSATION");
    }
    let requests = home.requests();
    let asked = json!({"text": "turn on the kitchen", "language": "de", "conversation_id": "01HCONVERSATION"});
    assert_eq!(serde_json::from_slice::<Value>(&requests[0].body).expect("JSON"), asked);
    assert_eq!((requests[0].method.as_str(), requests[0].path.as_str()), ("POST", "/api/conversation/process"));
    assert_eq!(requests[0].header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
    assert_eq!(requests.len(), 2);
}

#[test]
fn any_other_intent_passes_as_it_is_and_so_does_its_answer() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    let event = intent("GoodNight").to_string().replace("\"version\":\"1.0\"", "\"version\": \"1.0\", \"odd\" : 1.0");
    assert_eq!(speech(&bridge.ask_bytes(event.as_str()).body), "Good night.");
    let requests = home.requests();
    assert_eq!(requests[0].path, "/api/alexa");
    assert_eq!(String::from_utf8_lossy(&requests[0].body), event);
    let odd = "{ \"version\":\"1.0\",\"response\":{\"b\":1.0, \"a\":\"\\u0061\"}}";
    home.set_fault(Some(Fault::Json(odd.into())));
    assert_eq!(String::from_utf8_lossy(&bridge.ask_bytes(event).bytes), odd);
}

#[test]
fn the_conversation_itself_needs_no_house() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    let ends = |answer: &Value| answer["response"]["shouldEndSession"].clone();
    let hello = bridge.ask(&request("LaunchRequest", &Value::Null, Some(TOKEN)));
    assert!(!speech(&hello).is_empty() && ends(&hello) == false, "{hello}");
    for (name, is_end) in [
        ("AMAZON.HelpIntent", false),
        ("AMAZON.FallbackIntent", false),
        ("AMAZON.StopIntent", true),
        ("AMAZON.CancelIntent", true),
    ] {
        let answer = bridge.ask(&intent(name));
        assert!(!speech(&answer).is_empty() && ends(&answer) == is_end, "{name}: {answer}");
    }
    let ended = bridge.ask(&request("SessionEndedRequest", &Value::Null, Some(TOKEN)));
    assert!(ended["response"].get("outputSpeech").is_none(), "nothing is said to that: {ended}");
    assert_eq!(home.requests().len(), 0);
}

/// One process serves everybody who lives in the house, one after the other.
#[test]
fn nobody_speaks_with_the_token_of_the_last_one() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    bridge.ask(&sentence("turn on the kitchen", Some(TOKEN)));
    for event in [sentence("turn on the kitchen", None), request("IntentRequest", &json!({"name": "GoodNight"}), None)]
    {
        let answer = bridge.ask(&event);
        assert_eq!(answer["response"]["card"]["type"], "LinkAccount");
        assert!(!speech(&answer).is_empty());
    }
    assert_eq!(home.requests().len(), 1);
    let answer = bridge.ask(&sentence("turn on the kitchen", Some("a-token-that-nobody-knows")));
    assert_eq!(answer["response"]["card"]["type"], "LinkAccount", "{answer}");
    assert_eq!(home.requests().len(), 2, "it is not tried again");
}

#[test]
fn another_skill_is_told_nothing() {
    let home = HomeAssistant::default();
    for (id, is_ours) in [(SKILL, true), ("amzn1.ask.skill.2", false)] {
        let bridge = Bridge::to(&home, &[("ALEXA_SKILL_ID", id)]);
        let before = home.requests().len();
        for event in [sentence("turn on the kitchen", Some(TOKEN)), intent("GoodNight")] {
            let answer = bridge.ask(&event);
            assert_eq!(answer["response"].get("outputSpeech").is_some(), is_ours, "{answer}");
        }
        let mut without_session = intent("GoodNight");
        without_session["session"] = Value::Null;
        bridge.ask(&without_session);
        assert_eq!(home.requests().len() - before, if is_ours { 3 } else { 0 });
    }
}

#[test]
fn whatever_fails_something_is_said() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[("HOME_ASSISTANT_TIMEOUT", "200ms")]);
    for fault in [
        Fault::Page("500 Internal Server Error"),
        Fault::Page("502 Bad Gateway"),
        Fault::Page("403 Forbidden"),
        Fault::Page("200 OK"),
        Fault::Json(b"{}".to_vec()),
        Fault::Hang,
        Fault::Drip,
        Fault::Truncate,
        Fault::Reset,
    ] {
        home.set_fault(Some(fault.clone()));
        let before = home.requests().len();
        let answer = bridge.ask(&sentence("turn on the kitchen", Some(TOKEN)));
        let said = speech(&answer);
        assert!(!said.is_empty() && !said.contains(['<', '{']), "{fault:?}: {said}");
        assert_eq!(home.requests().len(), before + 1, "{fault:?}");
    }
    let alone = Bridge::at(refusing(), &[]);
    for event in [sentence("turn on the kitchen", Some(TOKEN)), intent("GoodNight")] {
        assert!(!speech(&alone.ask(&event)).is_empty());
    }
    let without = HomeAssistant::new(Setup { alexa: false, ..Setup::default() });
    let bridge = Bridge::to(&without, &[]);
    assert!(!speech(&bridge.ask(&intent("GoodNight"))).is_empty());
    assert!(bridge.end().contains("`alexa:` is missing"));
}
