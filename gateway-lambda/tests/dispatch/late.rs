//! What the host says in the stead of a handler that came too late, or to too much.

use gateway_lambda::http::Cors;
use gateway_lambda::{Dispatcher, Failure};
use gateway_runtime::Context;
use serde_json::{Value, json};

use crate::service::{host, request};

const LATE: &str = "Gateway.DeadlineExceeded";
const LARGE: &str = "Gateway.ResponseTooLarge";

fn failed(service: &Dispatcher, event: &Value, error_type: &'static str) -> Result<Value, Failure> {
    let cx = Context::builder().request_id("request-1").build();
    let failure = Failure::new(error_type, "operation `orders.wait`: no answer");
    cx.enter(|| service.answer_failed(&event.to_string().into(), failure)).map(|answer| answer.to_value())
}

#[test]
fn a_request_is_answered_with_a_problem_in_the_shape_of_its_source() {
    let service = host().cors(Cors::any_origin()).build().unwrap();
    let url = request("GET", "/wait", &[("origin", "https://shop.example")], "");
    let rest = json!({
        "resource": "/wait", "path": "/wait", "httpMethod": "GET", "headers": {}, "multiValueHeaders": {},
        "requestContext": {"resourceId": "r", "apiId": "a", "stage": "prod", "httpMethod": "GET"}
    });
    let alb = json!({
        "requestContext": {"elb": {"targetGroupArn": "arn"}}, "httpMethod": "GET", "path": "/wait",
        "headers": {}, "body": "", "isBase64Encoded": false
    });
    let socket = json!({"requestContext": {
        "routeKey": "$default", "eventType": "MESSAGE", "connectionId": "c", "apiId": "a", "domainName": "d", "stage": "prod"
    }, "body": "hello"});
    for event in [&url, &rest, &alb, &socket] {
        for (error_type, status, title) in [
            (LATE, 504, "Gateway Timeout"),
            (LARGE, 500, "Internal Server Error"),
            ("Gateway.Panicked", 500, "Internal Server Error"),
        ] {
            let answer = failed(&service, event, error_type).unwrap();
            assert_eq!(answer["statusCode"], status, "{event}");
            let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
            let expected =
                json!({"type": "about:blank", "title": title, "status": status, "correlation_id": "request-1"});
            assert_eq!(body, expected, "{event}");
            assert_eq!(answer["headers"]["content-type"], "application/problem+json");
            assert_eq!(answer["headers"]["x-content-type-options"], "nosniff");
        }
    }
    assert_eq!(failed(&service, &url, LATE).unwrap()["headers"]["access-control-allow-origin"], "*");
    assert_eq!(failed(&service, &alb, LATE).unwrap()["statusDescription"], "504 Gateway Timeout");
}

#[test]
fn only_in_development_it_says_what_took_so_long() {
    let service = host().development(true).build().unwrap();
    let answer = failed(&service, &request("GET", "/wait", &[], ""), LATE).unwrap();
    let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
    assert_eq!(body["detail"], "operation `orders.wait`: no answer");
}

#[test]
fn a_directive_is_answered_with_an_error_response() {
    let service = host().build().unwrap();
    let event = json!({"directive": {
        "header": {
            // That it is of a wrong type is no reason to lose the rest.
            "namespace": "Alexa.LockController", "name": 5, "payloadVersion": "3", "messageId": ["m1"],
            "correlationToken": "token"
        },
        "endpoint": {"endpointId": "door", "scope": {"type": "BearerToken", "token": "hunter2"}},
        "payload": {}
    }});
    for error_type in [LATE, LARGE] {
        let mut answer = failed(&service, &event, error_type).unwrap();
        assert!(answer["event"]["payload"]["message"].take().is_string());
        let expected = json!({"event": {
            "header": {
                "namespace": "Alexa", "name": "ErrorResponse", "payloadVersion": "3", "messageId": "request-1",
                "correlationToken": "token"
            },
            "endpoint": {"endpointId": "door"},
            "payload": {"type": "INTERNAL_ERROR", "message": null}
        }});
        assert_eq!(answer, expected);
    }
}

#[test]
fn a_custom_skill_apologises_in_the_customers_language() {
    let service = host().build().unwrap();
    let skill =
        |request: Value| json!({"version": "1.0", "session": {}, "context": {"System": {}}, "request": request});
    for (locale, said) in [
        (json!("de-DE"), "Das hat leider nicht geklappt."),
        (json!("en-GB"), "Sorry, that did not work."),
        (json!("xx-XX"), "Sorry, that did not work."),
        (json!(5), "Sorry, that did not work."),
    ] {
        for error_type in [LATE, LARGE, "Gateway.Panicked"] {
            let event = skill(json!({"type": "IntentRequest", "locale": locale}));
            let mut answer = failed(&service, &event, error_type).unwrap();
            let text = answer["response"]["outputSpeech"]["text"].take();
            assert!(text.as_str().unwrap().starts_with(said), "{text}");
            let expected = json!({
                "version": "1.0",
                "response": {"outputSpeech": {"type": "PlainText", "text": null}, "shouldEndSession": true}
            });
            assert_eq!(answer, expected);
        }
    }
    let ended = failed(&service, &skill(json!({"type": "SessionEndedRequest", "locale": "de-DE"})), LATE).unwrap();
    assert_eq!(ended, json!({"version": "1.0", "response": {}}), "nothing is said to that");
}

#[test]
fn other_sources_and_other_failures_stay_errors() {
    let service = host().build().unwrap();
    let url = request("GET", "/wait", &[], "");
    let direct = json!({"interface": "orders", "operation": "count", "params": {}});
    let queue = json!({"Records": [{"messageId": "1", "eventSource": "aws:sqs", "body": "{}"}]});
    for (event, error_type) in [(&url, "Gateway.BadInvocation"), (&direct, LATE), (&queue, LARGE), (&json!("?"), LATE)]
    {
        let failure = failed(&service, event, error_type).unwrap_err();
        assert_eq!(failure.to_string(), format!("{error_type}: operation `orders.wait`: no answer"), "{event}");
    }
}
