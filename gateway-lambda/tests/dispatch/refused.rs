//! What a guard refuses: kindly, by the source.

use std::time::{Duration, SystemTime};

use gateway_lambda::http::Cors;
use gateway_lambda::{Dispatcher, Failure};
use gateway_runtime::{Context, Guard, Priority, Refused};
use serde_json::{Value, json};

use crate::service::{host, invoke_in, logged, request};

/// Leaves out what is below a priority.
#[derive(Clone)]
struct From(Priority);

impl Guard for From {
    async fn guard<F: Future<Output: Send> + Send>(&self, work: F) -> Result<F::Output, Refused> {
        Ok(work.await)
    }

    fn sheds(&self, priority: Priority) -> Option<Refused> {
        (priority < self.0).then(used_up)
    }
}

fn used_up() -> Refused {
    Refused { why: "the budget is used up", until: Some(SystemTime::now() + Duration::from_mins(10)) }
}

fn refused(service: &Dispatcher, event: &Value) -> Result<Value, Failure> {
    service.refuse(&event.to_string().into(), &used_up()).map(|answer| answer.to_value())
}

fn directive() -> Value {
    json!({"directive": {
        "header": {"namespace": "Alexa.LockController", "name": "Lock", "payloadVersion": "3", "messageId": "m1",
            "correlationToken": "token"},
        "endpoint": {"endpointId": "door"},
        "payload": {}
    }})
}

fn queue() -> Value {
    json!({"Records": [{"messageId": "1", "eventSource": "aws:sqs", "body": r#"{"id": 7}"#}]})
}

fn skill() -> Value {
    json!({"version": "1.0", "session": {}, "context": {"System": {}}, "request": {"type": "LaunchRequest", "locale": "en-US"}})
}

#[test]
fn a_request_hears_when_to_come_again() {
    let service = host().build().unwrap();
    let answer = refused(&service, &request("GET", "/orders/1", &[], "")).unwrap();
    assert_eq!(answer["statusCode"], 429);
    let seconds: u64 = answer["headers"]["retry-after"].as_str().unwrap().parse().unwrap();
    assert!((590..=600).contains(&seconds), "{seconds}");
    let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
    assert_eq!((&body["title"], &body["detail"]), (&json!("Too Many Requests"), &json!("the budget is used up")));
}

#[test]
fn alexa_hears_it_in_her_own_words() {
    let service = host().build().unwrap();
    let answer = refused(&service, &directive()).unwrap();
    assert_eq!(answer["event"]["payload"]["type"], "RATE_LIMIT_EXCEEDED");
    assert_eq!(answer["event"]["header"]["correlationToken"], "token");
    let answer = refused(&service, &skill()).unwrap();
    assert_eq!(answer["response"]["shouldEndSession"], true);
}

/// An error would bring them back, and each time is billed.
#[test]
fn a_queue_a_stream_and_a_schedule_never_get_an_error() {
    let service = host().build().unwrap();
    let stream =
        json!({"Records": [{"eventSource": "aws:kinesis", "eventID": "shard:1", "kinesis": {"data": "e30="}}]});
    let schedule = json!({"version": "0", "id": "i", "source": "aws.events", "detail-type": "Scheduled Event", "detail": {},
        "account": "1", "time": "2026-01-01T00:00:00Z", "region": "eu-west-1", "resources": []});
    for event in [queue(), stream, schedule] {
        assert_eq!(refused(&service, &event).unwrap(), Value::Null, "{event}");
    }
}

/// It would call again for an error; like this it puts the records aside, as they were.
#[test]
fn firehose_keeps_its_records() {
    let service = host().build().unwrap();
    let event = json!({"invocationId": "i", "deliveryStreamArn": "arn:aws:firehose:eu-west-1:1:deliverystream/d", "region": "eu-west-1",
        "records": [{"recordId": "1", "approximateArrivalTimestamp": 7, "data": "e30="}, {"recordId": "2", "data": ""}]});
    let expected = json!({"records": [
        {"recordId": "1", "data": "e30=", "result": "ProcessingFailed"},
        {"recordId": "2", "data": "", "result": "ProcessingFailed"}
    ]});
    assert_eq!(refused(&service, &event).unwrap(), expected);
    let unreadable =
        json!({"deliveryStreamArn": "arn:aws:firehose:eu-west-1:1:deliverystream/d", "records": [{"recordId": "1"}]});
    assert_eq!(refused(&service, &unreadable).unwrap(), Value::Null);
}

#[test]
fn every_way_of_http_hears_it_in_its_own_shape() {
    let service = host().build().unwrap();
    let balancer = json!({"requestContext": {"elb": {"targetGroupArn": "arn"}}, "httpMethod": "GET", "path": "/orders/1",
        "queryStringParameters": {}, "headers": {}, "body": "", "isBase64Encoded": false});
    let answer = refused(&service, &balancer).unwrap();
    assert_eq!((&answer["statusCode"], &answer["statusDescription"]), (&json!(429), &json!("429 Too Many Requests")));
    let message = json!({"requestContext": {"routeKey": "$default", "eventType": "MESSAGE", "connectionId": "c",
        "domainName": "d", "stage": "s", "apiId": "a", "requestId": "r"}, "isBase64Encoded": false, "body": "{}"});
    assert_eq!(refused(&service, &message).unwrap()["statusCode"], 429);
    let rest = json!({"resource": "/orders/{id}", "path": "/orders/1", "httpMethod": "GET", "headers": {},
        "multiValueHeaders": {}, "requestContext": {"resourcePath": "/orders/{id}", "httpMethod": "GET", "apiId": "a",
        "requestId": "r", "stage": "s"}, "body": null, "isBase64Encoded": false});
    assert_eq!(refused(&service, &rest).unwrap()["statusCode"], 429);
}

/// Else a browser would not ask at all, and its page could not read when to come again.
#[test]
fn a_preflight_is_answered_as_ever_and_the_refusal_may_be_read() {
    let service = host().cors(Cors::any_origin()).build().unwrap();
    let headers = [("origin", "https://shop.example"), ("access-control-request-method", "POST")];
    let answer = refused(&service, &request("OPTIONS", "/orders", &headers, "")).unwrap();
    assert_eq!((&answer["statusCode"], &answer["headers"]["access-control-allow-origin"]), (&json!(204), &json!("*")));
    let answer = refused(&service, &request("POST", "/orders", &headers[..1], "{}")).unwrap();
    assert_eq!((&answer["statusCode"], &answer["headers"]["access-control-allow-origin"]), (&json!(429), &json!("*")));
}

/// An authorizer that is refused lets nobody in.
#[test]
fn who_waits_for_an_answer_and_has_no_words_for_it_gets_a_typed_error() {
    let service = host().build().unwrap();
    let direct = json!({"interface": "orders", "operation": "count", "params": {}});
    let failure = refused(&service, &direct).unwrap_err();
    assert_eq!(failure.to_string(), "Gateway.Refused: the budget is used up");
    let authorizer = json!({"type": "TOKEN", "authorizationToken": "s3cr3t", "methodArn": "arn:aws:execute-api:eu-west-1:1:a/s/GET/"});
    let failure = refused(&service, &authorizer).unwrap_err();
    assert_eq!(failure.to_string(), "Gateway.Refused: the budget is used up");
}

async fn shed(least: Priority, event: &Value) -> Result<Value, Failure> {
    let service = host().guard(From(least)).build().unwrap();
    invoke_in(&service, Context::builder().request_id("request-1").build(), event).await
}

#[tokio::test]
async fn what_is_worth_less_is_left_out_first_and_answered_as_kindly() {
    use Priority::{Background, Critical, Normal};
    let schedule = json!({"version": "0", "id": "i", "source": "aws.events", "detail-type": "Scheduled Event", "detail": {},
        "account": "1", "time": "2026-01-01T00:00:00Z", "region": "eu-west-1", "resources": []});
    let direct = json!({"interface": "orders", "operation": "count", "params": {"items": []}});
    let get = request("GET", "/orders/1", &[], "");
    let power = json!({"directive": {
        "header": {"namespace": "Alexa.PowerController", "name": "TurnOn", "payloadVersion": "3", "messageId": "m1"},
        "endpoint": {"endpointId": "lamp"},
        "payload": {}
    }});

    assert_eq!(shed(Background, &schedule).await.unwrap(), "request-1", "that leaves nothing out");
    let (_, log) = logged(shed(Background, &queue())).await;
    assert_eq!(log, ["+7", "-7"]);

    assert_eq!(shed(Normal, &schedule).await.unwrap(), Value::Null);
    assert_eq!(shed(Normal, &get).await.unwrap()["statusCode"], 200);

    let (answer, log) = logged(shed(Critical, &queue())).await;
    assert_eq!((answer.unwrap(), log.len()), (json!({"batchItemFailures": []}), 0), "it does not come again");
    let answer = shed(Critical, &get).await.unwrap();
    assert_eq!(answer["statusCode"], 429);
    assert!(answer["headers"]["retry-after"].is_string());
    assert_eq!(shed(Critical, &direct).await.unwrap_err().to_string(), "Gateway.Refused: the budget is used up");
    let answer = shed(Critical, &power).await.unwrap();
    assert_eq!(answer.pointer("/event/payload/type"), None, "a directive is the last: {answer}");
}
