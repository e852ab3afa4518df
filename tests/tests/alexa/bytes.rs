//! What comes is passed on as it is, in both directions.

use serde_json::json;
use tests::alexa::{Bridge, CORRELATION_TOKEN, accept_grant, discover, turn_on};
use tests::home_assistant::{Fault, HomeAssistant, TOKEN};

/// A directive that no two JSON libraries write alike: spaces, escapes, order of keys, spellings of numbers, a key twice.
const ODD: &str = concat!(
    " {\n\t\"context\" : {} ,\"directive\": { \"payload\":{\"b\":1.0, \"a\": 1e2,\"brightnessDelta\":-0.0,",
    "\"big\":12345678901234567890123,\"e\":\"\\u00e9\\/ \\ud83d\\ude00 é 😀\",\"b\":2},",
    "\"endpoint\":{\"endpointId\":\"light#kitchen\",\"cookie\":{\"z\":\"\\u007f\",\"a\":\"\"},",
    "\"scope\":{\"token\":\"\\u0061-token-that-the-house-knows\",\"type\":\"BearerToken\"}},",
    "\"header\":{\"correlationToken\":\"\\u0000\\\"\",\"payloadVersion\":\"3\",\"messageId\":\"m\",\"name\":\"TurnOn\",",
    "\"namespace\":\"Alexa.PowerController\"}},\"more\":[1,2 , 3.10]}\r\n",
);

/// The same of an answer.
const ODD_ANSWER: &str = concat!(
    "{ \"context\":{\"properties\":[{\"value\":71.0,\"uncertaintyInMilliseconds\":0.00E+0,\"name\":\"\\u0062\"}]},\n",
    "\"event\" :{\"payload\":{},\"header\":{\"namespace\":\"Alexa\",\"name\":\"Response\"}, \"big\":1e400,",
    "\"é\":\"\\u00e9\\/\",\"b\":1,\"b\":2} ,\"more\":[]}",
);

#[test]
fn the_event_reaches_the_house_as_it_is() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    let answer = bridge.ask_bytes(ODD);
    assert_eq!(answer.body["event"]["header"]["name"], "Response");
    let requests = home.requests();
    assert_eq!(String::from_utf8_lossy(&requests[0].body), ODD);
    let head = String::from_utf8_lossy(&requests[0].bytes);
    assert!(head.starts_with("POST /api/alexa/smart_home HTTP/1.1\r\n"), "{head}");
    for (name, value) in [
        ("authorization", format!("Bearer {TOKEN}")),
        ("content-type", "application/json".to_owned()),
        ("content-length", ODD.len().to_string()),
        ("accept-encoding", "gzip".to_owned()),
        ("host", home.address().to_string()),
    ] {
        assert_eq!(requests[0].header(name), Some(value.as_str()), "{name}");
    }
}

#[test]
fn the_answer_reaches_alexa_as_it_is() {
    let home = HomeAssistant::failing(Fault::Json(ODD_ANSWER.into()));
    let bridge = Bridge::to(&home, &[]);
    for event in [turn_on(TOKEN), discover(TOKEN), accept_grant(TOKEN)] {
        let answer = bridge.ask_bytes(event.to_string());
        assert_eq!(String::from_utf8_lossy(&answer.bytes), ODD_ANSWER, "{event}");
    }
}

#[test]
fn what_alexa_compares_comes_back() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    let answer = bridge.ask(&turn_on(TOKEN));
    assert_eq!(answer["event"]["header"]["correlationToken"], CORRELATION_TOKEN);
    assert_eq!(answer["event"]["endpoint"], turn_on(TOKEN)["directive"]["endpoint"]);
    assert_eq!(answer["context"]["properties"][0]["value"], "ON");
    let long = "c".repeat(1024);
    let mut event = turn_on(TOKEN);
    event["directive"]["header"]["correlationToken"] = json!(long);
    assert_eq!(bridge.ask(&event)["event"]["header"]["correlationToken"], long);
    assert_eq!(bridge.ask(&accept_grant(TOKEN))["event"]["header"]["name"], "AcceptGrant.Response");
}

#[test]
fn a_large_event_is_passed_on_whole() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    let mut event = turn_on(TOKEN);
    event["directive"]["endpoint"]["cookie"]["large"] = json!("x".repeat(1_000_000));
    let sent = event.to_string();
    let answer = bridge.ask_bytes(sent.as_str());
    assert_eq!(answer.body["event"]["endpoint"], event["directive"]["endpoint"]);
    assert!(home.requests()[0].body == sent.as_bytes());
}
