//! Invocations that name an operation.

use gateway_lambda::Failure;
use gateway_runtime::Context;
use serde_json::{Value, json};

use crate::service::{host, invoke, invoke_in};

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

/// As of paths, nobody is told in production what there is.
#[tokio::test]
async fn what_is_meant_is_said_in_development_only() {
    let event = json!({"interface": "order", "operation": "cuont"});
    let message = |answer: Result<Value, Failure>| answer.unwrap_err().message().to_owned();
    let unknown = "no operation of this name takes a direct invocation";
    assert_eq!(message(invoke(&event).await), unknown);
    let service = host().development(true).build().unwrap();
    let told = message(invoke_in(&service, Context::default(), &event).await);
    assert_eq!(told, format!("{unknown}, did you mean `orders.count`?"));
    let closed = json!({"interface": "orders", "operation": "secreet"});
    assert_eq!(
        message(invoke_in(&service, Context::default(), &closed).await),
        unknown,
        "what has no trigger stays unknown"
    );
}
