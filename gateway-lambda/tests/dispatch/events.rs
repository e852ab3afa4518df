//! Events of services: single ones, and batches.

use std::time::{Duration, SystemTime};

use gateway_runtime::Context;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::service::{SERVICE, host, invoke, invoke_in, logged};

/// Messages of a queue, each with its place as its id.
fn queue(name: &str, messages: &[(&str, Value)]) -> Value {
    let records = messages.iter().enumerate().map(|(place, (group, body))| {
        json!({
            "messageId": place.to_string(),
            "body": match body { Value::String(text) => text.clone(), body => body.to_string() },
            "attributes": {"MessageGroupId": group},
            "eventSource": "aws:sqs",
            "eventSourceARN": format!("arn:aws:sqs:eu-west-1:123456789012:{name}"),
        })
    });
    json!({"Records": records.collect::<Vec<_>>()})
}

fn failed(answer: &Value) -> Vec<&str> {
    let failures = answer["batchItemFailures"].as_array().unwrap();
    failures.iter().map(|failure| failure["itemIdentifier"].as_str().unwrap()).collect()
}

fn stream(data: &[&str]) -> Value {
    let records = data.iter().enumerate().map(|(place, data)| {
        json!({"eventSource": "aws:kinesis", "kinesis": {"sequenceNumber": place.to_string(), "data": data}})
    });
    json!({"Records": records.collect::<Vec<_>>()})
}

#[tokio::test(start_paused = true)]
async fn what_fails_of_a_queue_is_reported_alone() {
    let messages = [
        ("", json!({"id": 0, "more": "is left out"})),
        ("", json!({"id": 1, "fails": true})),
        ("", json!("no JSON")),
        ("", json!({"id": "x"})),
        ("", json!({"id": 4})),
    ];
    let (answer, mut log) = logged(invoke(&queue("orders", &messages))).await;
    assert_eq!(failed(&answer.unwrap()), ["1", "2", "3"]);
    log.sort_unstable();
    assert_eq!(log, ["+0", "+1", "+4", "-0", "-1", "-4"]);
}

#[tokio::test(start_paused = true)]
async fn a_group_of_a_fifo_queue_stops_at_its_first_failure() {
    let messages = [
        ("a", json!({"id": 0, "wait": 20})),
        ("b", json!({"id": 1, "fails": true})),
        ("a", json!({"id": 2})),
        ("b", json!({"id": 3})),
    ];
    let (answer, log) = logged(invoke(&queue("orders.fifo", &messages))).await;
    assert_eq!(failed(&answer.unwrap()), ["1", "3"]);
    assert_eq!(log, ["+0", "+1", "-1", "-0", "+2", "-2"], "in order within a group, and not after a failure");
}

#[tokio::test(start_paused = true)]
async fn no_more_than_so_many_at_the_same_time() {
    let messages: Vec<_> = (0..6).map(|id| ("", json!({"id": id, "wait": 10}))).collect();
    let service = host().batch_parallelism(2).build().unwrap();
    let (answer, log) = logged(invoke_in(&service, Context::default(), &queue("orders", &messages))).await;
    assert!(failed(&answer.unwrap()).is_empty());
    let mut running = 0_i32;
    let most = log.iter().map(|line| {
        running += if line.starts_with('+') { 1 } else { -1 };
        running
    });
    assert_eq!(most.max(), Some(2), "{log:?}");
    assert_eq!(log.len(), 12);
}

#[tokio::test(start_paused = true)]
async fn what_the_deadline_leaves_is_reported() {
    let in_ten_seconds = || Context::builder().deadline(SystemTime::now() + Duration::from_secs(10)).build();
    let messages = [
        ("a", json!({"id": 0})),
        ("b", json!({"id": 1, "wait": 3_600_000})),
        ("b", json!({"id": 2})),
        ("a", json!({"id": 3, "wait": 5_000})),
    ];
    let event = queue("orders.fifo", &messages);
    let (answer, mut log) = logged(invoke_in(&SERVICE, in_ten_seconds(), &event)).await;
    assert_eq!(failed(&answer.unwrap()), ["1", "2"]);
    log.sort_unstable();
    assert_eq!(log, ["+0", "+1", "+3", "-0", "-3"], "1 was dropped, 2 was not begun");

    let service = host().deadline_margin(Duration::MAX).build().unwrap();
    let (answer, _) = logged(invoke_in(&service, in_ten_seconds(), &event)).await;
    assert_eq!(failed(&answer.unwrap()), ["1", "2", "3"], "a quarter of the time is left whatever the margin");

    let late = Context::builder().deadline(SystemTime::now()).build();
    let (answer, log) = logged(invoke_in(&SERVICE, late, &event)).await;
    assert_eq!(answer.unwrap_err().error_type(), "Gateway.BatchFailed");
    assert!(log.is_empty(), "nothing is begun that cannot be ended");
}

#[tokio::test]
async fn a_stream_goes_on_from_the_first_failure() {
    let (answer, log) = logged(invoke(&stream(&["MQ==", "ImJhZCI=", "Mw=="]))).await;
    assert_eq!(failed(&answer.unwrap()), ["1"]);
    assert_eq!(log, ["stream 1", "stream \"bad\""], "what stands behind comes again");
    let (answer, log) = logged(invoke(&stream(&["MQ==", "?", "Mw=="]))).await;
    assert_eq!(failed(&answer.unwrap()), ["1"]);
    assert_eq!(log, ["stream 1"]);
}

#[tokio::test]
async fn where_nothing_was_handled_the_invocation_fails() {
    let (answer, _) = logged(invoke(&stream(&["ImJhZCI=", "Mw=="]))).await;
    let failure = answer.unwrap_err();
    assert_eq!((failure.error_type(), failure.message()), ("Gateway.BatchFailed", "none of 2 records was handled"));
    let unnamed = json!({"Records": [{"eventSource": "aws:sqs", "body": "{}"}]});
    assert_eq!(invoke(&unnamed).await.unwrap_err().error_type(), "Gateway.BadEvent");
}

#[tokio::test]
async fn a_notice_that_is_not_handled_fails_the_invocation() {
    let record = |key: Value| json!({"eventSource": "aws:s3", "s3": {"bucket": {"name": "b"}, "object": {"key": key}}});
    let (answer, log) = logged(invoke(&json!({"Records": [record(json!("a+b")), record(json!("c"))]}))).await;
    assert_eq!(answer.unwrap(), Value::Null);
    assert_eq!(log, [r#"uploaded ["b","a b"]"#, r#"uploaded ["b","c"]"#]);
    let (answer, _) = logged(invoke(&json!({"Records": [record(json!("a")), record(json!(1))]}))).await;
    let failure = answer.unwrap_err();
    assert_eq!((failure.error_type(), failure.message()), ("Gateway.BatchFailed", "1 of 2 records were not handled"));
}

#[tokio::test]
async fn a_single_event_is_answered_with_the_result() {
    let tick = json!({"detail-type": "Scheduled Event", "source": "aws.events", "detail": {}});
    assert_eq!(invoke(&tick).await.unwrap(), "request-1");
    let changed = |detail: Value| json!({"detail-type": "Changed", "source": "shop", "detail": detail});
    assert_eq!(invoke(&changed(json!({"state": "sent", "at": 1}))).await.unwrap(), "sent");
    let failure = invoke(&changed(json!({"state": 5}))).await.unwrap_err();
    assert_eq!(failure.error_type(), "Gateway.InvalidParams");
    let failure = invoke(&changed(json!("hunter2"))).await.unwrap_err();
    assert_eq!(failure.error_type(), "Gateway.BadEvent");
    assert_eq!(
        failure.message(),
        "the payload is a string: no parameter of `jobs.changed` is marked `#[op(body)]` to take it"
    );
    let sign_up = json!({"triggerSource": "PreSignUp_SignUp", "userPoolId": "p", "request": {}, "response": {}});
    assert_eq!(invoke(&sign_up).await.unwrap()["response"]["autoConfirmUser"], true);
}

#[tokio::test]
async fn a_message_of_a_socket_is_answered_as_a_response() {
    let message = |body: Value| {
        json!({
            "requestContext": {"connectionId": "c", "routeKey": "$default", "eventType": "MESSAGE", "domainName": "d"},
            "isBase64Encoded": false, "body": body
        })
    };
    let answer = invoke(&message(json!("hello"))).await.unwrap();
    assert_eq!((&answer["statusCode"], &answer["body"]), (&json!(200), &json!("\"$default c nowhere hello\"")));
    let answer = invoke(&message(Value::Null)).await.unwrap();
    assert_eq!(answer["body"], "\"$default c nowhere none\"");
    let service = host().max_body(4).build().unwrap();
    let answer = invoke_in(&service, Context::default(), &message(json!("hello"))).await.unwrap();
    assert_eq!(answer["statusCode"], 413);
    let answer = invoke_in(&service, Context::default(), &message(json!("four"))).await.unwrap();
    assert_eq!(answer["statusCode"], 200);
}

#[tokio::test]
async fn who_connects_to_a_socket_says_something_in_the_query_but_not_who_he_is() {
    let event = json!({
        "requestContext": {"connectionId": "c", "routeKey": "$connect", "eventType": "CONNECT", "domainName": "d"},
        "queryStringParameters": {"room": "kitchen", "connection_id": "another"}, "isBase64Encoded": false
    });
    assert_eq!(invoke(&event).await.unwrap()["body"], "\"$connect c kitchen none\"");
}

/// The window is the stream's: the operation has heard of each record by then.
#[tokio::test]
async fn the_last_event_of_a_window_has_no_record() {
    let event = json!({
        "Records": [], "window": {"start": "2026-11-23T10:00:00Z", "end": "2026-11-23T10:02:00Z"}, "state": {},
        "shardId": "shardId-000000000006", "eventSourceARN": "arn:aws:kinesis:eu-west-1:012345678912:stream/orders",
        "isFinalInvokeForWindow": true, "isWindowTerminatedEarly": false
    });
    let (answer, log) = logged(invoke(&event)).await;
    assert_eq!((answer.unwrap(), log.len()), (json!({"batchItemFailures": []}), 0));
}

#[tokio::test]
async fn what_nobody_takes_is_told_by_its_shape() {
    let failure =
        invoke(&json!({"Records": [{"eventSource": "aws:sns", "Sns": {"Message": "hunter2"}}]})).await.unwrap_err();
    assert_eq!(failure.error_type(), "Gateway.NoTrigger");
    assert_eq!(failure.message(), "no operation has the trigger `event = \"sns\"`");
    let failure = invoke(&json!({"pin": "hunter2"})).await.unwrap_err();
    assert_eq!(failure.error_type(), "Gateway.BadEvent");
    assert_eq!(failure.message(), "the event is of no known source: an object of `pin` (string)");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// No message is lost: what is not done is reported, and nothing that is done is.
    #[test]
    fn a_message_is_done_or_reported(messages in prop::collection::vec((0..3_u8, any::<bool>(), 0..4_u64), 1..12), fifo: bool) {
        let bodies: Vec<_> = messages
            .iter()
            .enumerate()
            .map(|(id, (group, fails, wait))| {
                (["a", "b", "c"][usize::from(*group)], json!({"id": id, "fails": fails, "wait": wait}))
            })
            .collect();
        let event = queue(if fifo { "orders.fifo" } else { "orders" }, &bodies);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        let (answer, log) = runtime.block_on(logged(invoke(&event)));
        let stopped = |id: usize| (0..=id).any(|before| messages[before].0 == messages[id].0 && messages[before].1);
        let expected: Vec<_> = (0..messages.len())
            .filter(|id| if fifo { stopped(*id) } else { messages[*id].1 })
            .map(|id| id.to_string())
            .collect();
        match answer {
            Ok(answer) => prop_assert_eq!(failed(&answer), expected),
            Err(failure) => {
                prop_assert_eq!(failure.error_type(), "Gateway.BatchFailed");
                prop_assert_eq!(expected.len(), messages.len());
            }
        }
        prop_assert_eq!(log.len() % 2, 0, "what is begun is ended");
    }
}
