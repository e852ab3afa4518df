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
    for fault in [
        Fault::Page("401 Unauthorized"),
        Fault::Page("403 Forbidden"),
        Fault::Page("404 Not Found"),
        Fault::Page("500 Internal Server Error"),
        Fault::Page("502 Bad Gateway"),
        Fault::Page("200 OK"),
        Fault::PageWith("302 Found", "location", "/login".to_owned()),
        Fault::Truncate,
        Fault::Close,
        Fault::Reset,
        Fault::Noise,
    ] {
        home.set_fault(Some(fault.clone()));
        for event in [brighter(TOKEN), discover(TOKEN), accept_grant(TOKEN)] {
            let before = home.requests().len();
            error_type(&bridge.ask(&event), &event);
            assert_eq!(home.requests().len(), before + 1, "{fault:?}");
        }
    }
    home.set_fault(None);
    assert_eq!(bridge.ask(&turn_on(TOKEN))["event"]["header"]["name"], "Response");
    let alone = Bridge::at(refusing(), &[MODE]);
    let event = turn_on(TOKEN);
    assert_eq!(error_type(&alone.ask(&event), &event), "BRIDGE_UNREACHABLE");
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
