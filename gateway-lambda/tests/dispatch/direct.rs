//! Invocations that name an operation.

use serde_json::{Value, json};

use crate::service::invoke;

async fn fail(event: Value) -> (String, String) {
    let failure = invoke(&event).await.unwrap_err();
    (failure.error_type().to_owned(), failure.message().to_owned())
}

#[tokio::test]
async fn the_answer_is_the_bare_result() {
    let event = json!({"interface": "orders", "operation": "count", "params": {"items": ["a", "b"]}});
    assert_eq!(invoke(&event).await.unwrap(), json!(2));
}

#[tokio::test]
async fn what_has_no_trigger_is_answered_as_what_is_not_there() {
    let mut answers = Vec::new();
    for (interface, operation) in
        [("orders", "secret"), ("orders", "read"), ("orders", "nothing"), ("nothing", "read"), ("jobs", "tick")]
    {
        answers.push(fail(json!({"interface": interface, "operation": operation, "params": {"id": "x"}})).await);
    }
    assert_eq!(answers[0].0, "Gateway.UnknownOperation");
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[tokio::test]
async fn errors_have_stable_types() {
    let event = |operation, params| json!({"interface": "orders", "operation": operation, "params": params});
    assert_eq!(fail(event("count", json!({"items": 5}))).await.0, "Gateway.InvalidParams");
    assert_eq!(fail(event("count", json!([]))).await.0, "Gateway.InvalidRequest");
    assert_eq!(
        fail(event("fail", json!({}))).await,
        ("Gateway.OperationFailed".to_owned(), "operation `orders.fail`: disk full".to_owned())
    );
    let (error_type, message) = fail(event("explode", json!(null))).await;
    assert_eq!(error_type, "Gateway.Panicked");
    assert!(!message.contains("hunter2"), "{message}");
    assert_eq!(fail(json!({"interface": 1, "operation": "count"})).await.0, "Gateway.BadEvent");
}
