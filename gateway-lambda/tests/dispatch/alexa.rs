//! Directives are answered in Alexa's words, whatever happens.

use gateway_runtime::Context;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::service::{SERVICE, invoke};

fn directive(namespace: &str, name: &str) -> Value {
    json!({"directive": {
        "header": {
            "namespace": namespace, "name": name, "payloadVersion": "3", "messageId": "m1", "correlationToken": "token"
        },
        "endpoint": {"endpointId": "lamp", "scope": {"type": "BearerToken", "token": "hunter2"}},
        "payload": {}
    }})
}

#[tokio::test]
async fn the_most_specific_operation_answers() {
    for (name, expected) in [("TurnOn", json!({"power": "TurnOn"})), ("TurnOff", json!({"off": "lamp"}))] {
        assert_eq!(invoke(&directive("Alexa.PowerController", name)).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn an_operation_can_have_the_event_as_it_came() {
    let event = r#" {"more": 1.0, "directive":  {"header": {"namespace": "Alexa.Cooking", "name": "Cook"}} }"#;
    let cx = Context::builder().request_id("request-1").build();
    let answer = cx.scope(SERVICE.answer(&event.into())).await.unwrap();
    assert_eq!(answer.decode::<String>().unwrap(), event);
}

#[tokio::test]
async fn what_fails_is_an_error_response_that_belongs_to_the_directive() {
    for (namespace, kind) in [
        ("Alexa.ThermostatController", "INVALID_DIRECTIVE"),
        ("Alexa.Speaker", "INVALID_DIRECTIVE"),
        ("Alexa.LockController", "INTERNAL_ERROR"),
        ("Alexa.SceneController", "INTERNAL_ERROR"),
    ] {
        let mut answer = invoke(&directive(namespace, "Lock")).await.unwrap();
        assert!(answer["event"]["payload"]["message"].take().is_string());
        let expected = json!({"event": {
            "header": {
                "namespace": "Alexa", "name": "ErrorResponse", "payloadVersion": "3", "messageId": "request-1",
                "correlationToken": "token"
            },
            "endpoint": {"endpointId": "lamp"},
            "payload": {"type": kind, "message": null}
        }});
        assert_eq!(answer, expected, "{namespace}");
    }
}

#[tokio::test]
async fn a_grant_has_an_error_of_its_own() {
    let answer = invoke(&json!({"directive": {
        "header": {"namespace": "Alexa.Authorization", "name": "AcceptGrant", "payloadVersion": "3", "messageId": "m1"},
        "payload": {"grant": {"type": "OAuth2.AuthorizationCode", "code": "hunter2"}}
    }}))
    .await
    .unwrap();
    assert_eq!(answer["event"]["header"]["namespace"], "Alexa.Authorization");
    assert_eq!(answer["event"]["header"]["name"], "ErrorResponse");
    assert_eq!(answer["event"]["payload"]["type"], "ACCEPT_GRANT_FAILED");
    assert!(!answer.to_string().contains("hunter2"));
    assert!(answer["event"].get("endpoint").is_none());
}

#[tokio::test]
async fn what_names_no_directive_is_none() {
    for (namespace, name) in [("", "TurnOn"), ("Alexa.PowerController", "")] {
        let answer = invoke(&directive(namespace, name)).await.unwrap();
        assert_eq!(answer["event"]["payload"]["type"], "INVALID_DIRECTIVE");
        assert_eq!(answer["event"]["header"]["correlationToken"], "token");
    }
}

#[tokio::test]
async fn a_custom_skill() {
    let event = json!({
        "version": "1.0", "session": {}, "context": {"System": {}}, "request": {"type": "LaunchRequest"}
    });
    assert_eq!(invoke(&event).await.unwrap()["response"]["asked"], "LaunchRequest");
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<i32>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!({"endpointId": "x"})),
    ]
}

proptest! {
    /// Whatever a member of a directive is, the answer is one of Alexa's.
    #[test]
    fn a_directive_never_fails_the_function(
        pointer in prop::sample::select(&[
            "/directive/header", "/directive/header/namespace", "/directive/header/name", "/directive/header/messageId",
            "/directive/header/correlationToken", "/directive/endpoint", "/directive/endpoint/endpointId", "/directive/payload",
        ][..]),
        value in value(),
        namespace in prop::sample::select(&["Alexa.Speaker", "Alexa.LockController", "Alexa.X"][..]),
    ) {
        let mut event = directive(namespace, "AdjustVolume");
        *event.pointer_mut(pointer).unwrap() = value;
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let answer = runtime.block_on(invoke(&event)).unwrap();
        let header = &answer["event"]["header"];
        prop_assert_eq!(&header["name"], "ErrorResponse");
        let id = header["messageId"].as_str().unwrap();
        prop_assert!((1..=127).contains(&id.len()), "{id}");
        prop_assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{id}");
        if !["/directive/header", "/directive/header/correlationToken"].contains(&pointer) {
            prop_assert_eq!(&header["correlationToken"], "token");
        }
        if !pointer.starts_with("/directive/endpoint") {
            prop_assert_eq!(&answer["event"]["endpoint"], &json!({"endpointId": "lamp"}));
        }
    }

    /// The ids of a call by hand may be anything.
    #[test]
    fn a_message_id_is_as_amazon_wants_it(request in any::<String>(), own in any::<String>()) {
        let directive = json!({"header": {"messageId": own}}).to_string();
        let cx = Context::builder().request_id(request).build();
        let answer = cx.enter(|| gateway_lambda::alexa::error_response(&directive, "INTERNAL_ERROR", "why")).to_value();
        let id = answer["event"]["header"]["messageId"].as_str().unwrap();
        prop_assert!((1..=127).contains(&id.len()), "{id}");
        prop_assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{id}");
    }
}
