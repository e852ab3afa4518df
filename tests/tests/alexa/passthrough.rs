//! The failsafe does less, and what it does as well.

use serde_json::json;
use tests::alexa::{Bridge, accept_grant, brighter, discover, error_type, turn_on};
use tests::home_assistant::{Fault, HomeAssistant, Setup, TOKEN, refusing};

const MODE: (&str, &str) = ("GATEWAY_MODE", "passthrough");

#[test]
fn bytes_pass_as_they_are() {
    let odd = "{ \"event\" : {\"payload\":{\"n\":1.0,\"e\":\"\\u0061\"},\"big\":1e400}}";
    let home = HomeAssistant::failing(Fault::Json(odd.into()));
    let bridge = Bridge::to(&home, &[MODE]);
    for event in [turn_on(TOKEN), discover(TOKEN), accept_grant(TOKEN)] {
        let event = event.to_string().replacen("{\"directive\":", " { \"odd\":1.0, \"directive\" :", 1);
        let answer = bridge.ask_bytes(event.as_str());
        assert_eq!(String::from_utf8_lossy(&answer.bytes), odd);
        let request = home.requests().pop().expect("it was asked");
        assert_eq!(String::from_utf8_lossy(&request.body), event);
        assert_eq!(request.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
        assert_eq!(request.path, "/api/alexa/smart_home");
    }
    assert_eq!(home.requests().len(), 3);
}

#[test]
fn what_fails_is_answered_in_alexas_words_and_sent_once() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[MODE]);
    for (fault, expected) in [
        (Fault::Page("401 Unauthorized"), "INVALID_AUTHORIZATION_CREDENTIAL"),
        (Fault::Page("403 Forbidden"), "INVALID_AUTHORIZATION_CREDENTIAL"),
        (Fault::Page("429 Too Many Requests"), "RATE_LIMIT_EXCEEDED"),
        (Fault::Page("400 Bad Request"), "INTERNAL_ERROR"),
        (Fault::Page("404 Not Found"), "INTERNAL_ERROR"),
        (Fault::Page("500 Internal Server Error"), "INTERNAL_ERROR"),
        (Fault::Page("502 Bad Gateway"), "BRIDGE_UNREACHABLE"),
        (Fault::Page("503 Service Unavailable"), "BRIDGE_UNREACHABLE"),
        (Fault::Page("530 Tunnel"), "BRIDGE_UNREACHABLE"),
        (Fault::Page("200 OK"), "INTERNAL_ERROR"),
        (Fault::PageWith("302 Found", "location", "/login".to_owned()), "INTERNAL_ERROR"),
        (Fault::Truncate, "BRIDGE_UNREACHABLE"),
        (Fault::Close, "BRIDGE_UNREACHABLE"),
        (Fault::Reset, "BRIDGE_UNREACHABLE"),
        (Fault::Noise, "INTERNAL_ERROR"),
        (Fault::NotPacked, "INTERNAL_ERROR"),
    ] {
        home.set_fault(Some(fault.clone()));
        for (event, expected) in
            [(brighter(TOKEN), expected), (discover(TOKEN), expected), (accept_grant(TOKEN), "ACCEPT_GRANT_FAILED")]
        {
            let before = home.requests().len();
            assert_eq!(error_type(&bridge.ask(&event), &event), expected, "{fault:?}");
            assert_eq!(home.requests().len(), before + 1, "{fault:?}");
        }
    }
    home.set_fault(None);
    assert_eq!(bridge.ask(&turn_on(TOKEN))["event"]["header"]["name"], "Response");
    let alone = Bridge::at(refusing(), &[MODE]);
    let event = turn_on(TOKEN);
    assert_eq!(error_type(&alone.ask(&event), &event), "BRIDGE_UNREACHABLE");
    assert!(bridge.end().contains("`ip_bans.yaml`"), "the log says what to look at");
}

#[test]
fn nothing_is_sent_with_what_no_header_can_hold() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[MODE]);
    for token in ["", " ", "to\r\nken: x", "two words", "t\u{f6}ken"] {
        let event = turn_on(token);
        assert_eq!(error_type(&bridge.ask(&event), &event), "INVALID_AUTHORIZATION_CREDENTIAL", "{token:?}");
    }
    assert_eq!(home.requests().len(), 0);
}

#[test]
fn it_writes_no_token() {
    let canary = "canary-7d1f";
    let tokens = vec![canary.to_owned()];
    let home = HomeAssistant::new(Setup { tokens, ..Setup::default() });
    let bridge =
        Bridge::to(&home, &[MODE, ("HOME_ASSISTANT_TOKEN", canary), ("LOG_LEVEL", "TRACE"), ("DEBUG", "true")]);
    let mut without = turn_on(canary);
    without["directive"]["endpoint"]["scope"] = json!({});
    let broken = turn_on("canary-7d1f\r\nx: y");
    for fault in [None, Some(Fault::Page("401 Unauthorized")), Some(Fault::Page("200 OK")), Some(Fault::Truncate)] {
        home.set_fault(fault);
        for event in [turn_on(canary), discover(canary), accept_grant(canary), without.clone()] {
            bridge.ask(&event);
        }
        error_type(&bridge.ask(&broken), &broken);
    }
    let requests = home.requests();
    assert_eq!(requests.len(), 16, "the broken token is not sent");
    assert!(requests.iter().all(|request| request.header("authorization") == Some("Bearer canary-7d1f")));
    let output = bridge.end();
    assert!(output.contains("passthrough: ") && !output.contains("canary"), "{output}");
}
