//! The id of its own that an event may have.

use gateway_runtime::Context;
use serde_json::{Value, json};

use crate::service::{SERVICE, invoke_in, parts};

/// The correlation id after an event, which may well fail: there is no operation for some of the sources.
async fn correlation_id(event: Value) -> String {
    let cx = Context::builder().request_id("request-1").build();
    let _ = invoke_in(&SERVICE, cx.clone(), &event).await;
    cx.correlation_id().unwrap().to_owned()
}

fn url(request_id: &Value) -> Value {
    json!({
        "version": "2.0", "rawPath": "/nowhere", "headers": {}, "body": "", "requestContext": {
            "http": {"method": "GET"}, "domainName": "id.lambda-url.eu-west-1.on.aws", "requestId": request_id
        }
    })
}

fn alb(trace_id: &str) -> Value {
    json!({
        "requestContext": {"elb": {"targetGroupArn": "arn"}}, "httpMethod": "GET", "path": "/nowhere",
        "headers": {"x-amzn-trace-id": trace_id}, "body": ""
    })
}

#[tokio::test]
async fn each_source_has_its_place_for_it() {
    let rest = json!({
        "resource": "/", "path": "/", "httpMethod": "GET", "headers": {}, "body": "", "requestContext": {"requestId": "own"}
    });
    let socket = json!({
        "body": "hello", "requestContext": {
            "routeKey": "$default", "eventType": "MESSAGE", "connectionId": "c", "domainName": "d", "requestId": "own"
        }
    });
    let lattice = json!({
        "raw_path": "/nowhere", "method": "GET", "headers": {"x-amzn-trace-id": "own"}, "body": ""
    });
    for event in [
        url(&json!("own")),
        rest,
        socket,
        alb("own"),
        lattice,
        json!({"id": "own", "detail-type": "Changed", "source": "shop", "detail": {"state": "sent"}}),
        json!({"id": "own", "detail-type": "Scheduled Event", "source": "aws.events", "detail": {}}),
    ] {
        assert_eq!(correlation_id(event.clone()).await, "own", "{event}");
    }
}

#[tokio::test]
async fn without_one_or_with_one_of_any_length_it_is_that_of_the_invocation() {
    for event in [
        url(&Value::Null),
        url(&json!("")),
        alb(&"x".repeat(257)),
        json!({"id": 5, "detail-type": "Changed", "source": "shop", "detail": {"state": "sent"}}),
        json!({"interface": "orders", "operation": "count", "params": {"items": []}, "id": "own"}),
    ] {
        assert_eq!(correlation_id(event.clone()).await, "request-1", "{event}");
    }
}

#[tokio::test]
async fn a_problem_tells_it() {
    let answer = invoke_in(&SERVICE, Context::builder().request_id("request-1").build(), &url(&json!("own"))).await;
    let (status, problem) = parts(&answer.unwrap());
    assert_eq!((status, &problem["correlation_id"]), (404, &json!("own")));
}
