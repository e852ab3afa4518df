//! Settings from AWS's parameter store, which a stand-in is.

use std::sync::atomic::{AtomicUsize, Ordering};

use peer::{Peer, Received, answer};
use serde_json::{Value, json};
use tests::alexa::{Bridge, turn_on};
use tests::home_assistant::{HomeAssistant, TOKEN};

/// Two pages with what lies below `/home`.
fn store(token: &'static str) -> Peer {
    let asked = AtomicUsize::new(0);
    Peer::new(move |_, _| {
        let page = match asked.fetch_add(1, Ordering::Relaxed) {
            0 => json!({
                "Parameters": [{"Name": "/home/home_assistant/token", "Type": "SecureString", "Value": token, "Version": 1}],
                "NextToken": "more",
            }),
            _ => json!({"Parameters": [
                {"Name": "/home/home_assistant/token_mode", "Type": "String", "Value": "configured", "Version": 3},
            ]}),
        };
        vec![answer("200 OK", &[("content-type", "application/x-amz-json-1.1")], page.to_string())]
    })
}

fn bridge(home: &HomeAssistant, store: &str, more: &[(&str, &str)]) -> Bridge {
    let variables = [
        ("GATEWAY_PARAMETER_PATH", "/home/"),
        ("AWS_ENDPOINT_URL_SSM", store),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "canary-aws"),
        ("AWS_SESSION_TOKEN", "canary-session"),
        ("LOG_LEVEL", "TRACE"),
    ];
    Bridge::to(home, &[&variables[..], more].concat())
}

fn body(request: &Received) -> Value {
    serde_json::from_slice(&request.body).expect("JSON")
}

#[test]
fn a_token_that_stands_in_no_variable() {
    let (home, store) = (HomeAssistant::default(), store(TOKEN));
    let bridge = bridge(&home, &store.url(""), &[]);
    // With a token that nobody knows: it is the parameter that is sent.
    assert_eq!(bridge.ask(&turn_on("a-token-that-nobody-knows"))["event"]["header"]["name"], "Response");
    let requests = store.requests();
    let [first, second] = &requests[..] else { panic!("a page each, and once: {requests:?}") };
    for request in [first, second] {
        assert_eq!(request.header("x-amz-target"), Some("AmazonSSM.GetParametersByPath"));
        let signed = request.header("authorization").unwrap_or_default();
        assert!(signed.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"), "{signed}");
    }
    assert_eq!(body(first), json!({"Path": "/home", "Recursive": true, "WithDecryption": true}));
    assert_eq!(body(second)["NextToken"], "more");
    bridge.ask(&turn_on(TOKEN));
    assert_eq!(store.requests().len(), 2, "it is not asked for each directive");
    let output = bridge.end();
    assert!(!output.contains(TOKEN) && !output.contains("canary"), "{output}");
}

#[test]
fn what_a_variable_says_and_no_parameter_goes_on() {
    let home = HomeAssistant::default();
    let refusing_store = Peer::new(|_, _| {
        let refused = json!({"__type": "AccessDeniedException", "Message": "no ssm:GetParametersByPath"});
        vec![answer("400 Bad Request", &[("content-type", "application/x-amz-json-1.1")], refused.to_string())]
    });
    let nobody = format!("http://{}", tests::home_assistant::refusing());
    for store in [refusing_store.url(""), nobody] {
        let bridge = bridge(&home, &store, &[("HOME_ASSISTANT_TOKEN", TOKEN)]);
        assert_eq!(bridge.ask(&turn_on(TOKEN))["event"]["header"]["name"], "Response");
        let test = bridge.ask(&json!({"interface": "home_assistant", "operation": "self_test"}));
        assert_eq!(test["ok"], true, "{test}");
        let output = bridge.end();
        assert!(output.contains("the parameter store cannot be read") && !output.contains("canary"), "{output}");
    }
}

#[test]
fn without_a_path_nobody_is_asked() {
    let (home, store) = (HomeAssistant::default(), store(TOKEN));
    let bridge = bridge(&home, &store.url(""), &[("GATEWAY_PARAMETER_PATH", "")]);
    assert_eq!(bridge.ask(&turn_on(TOKEN))["event"]["header"]["name"], "Response");
    assert!(store.requests().is_empty());
}
