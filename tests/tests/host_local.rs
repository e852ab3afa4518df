//! The host in the local runtime, with a function that misbehaves.

use std::thread;

use serde_json::{Value, json};
use tests::app::Local;

fn start(environment: &[(&str, &str)]) -> Local {
    Local::of(env!("CARGO_BIN_EXE_probe"), environment)
}

/// An answer, with the request's id.
fn answered(function: &Local, operation: &str) -> (Value, String) {
    let reply = function.invoke(json!({ "operation": operation }).to_string().as_bytes());
    assert_eq!((reply.status, reply.header("x-amz-function-error")), (200, None), "{}", reply.json());
    (reply.json(), reply.header("x-amzn-requestid").expect("an id").to_owned())
}

/// An error of the function, with the request's id.
fn failed(function: &Local, event: &Value) -> (Value, String) {
    let reply = function.invoke(event.to_string().as_bytes());
    assert_eq!((reply.status, reply.header("x-amz-function-error")), (200, Some("Unhandled")), "{}", reply.json());
    (reply.json(), reply.header("x-amzn-requestid").expect("an id").to_owned())
}

#[test]
fn the_context_is_the_invocations() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"), ("AWS_REGION", "eu-west-1")]);
    let (seen, id) = answered(&function, "look");
    assert_eq!(seen["request_id"], id);
    assert_eq!(seen["function_name"], "probe");
    assert_eq!(seen["function_version"], "$LATEST");
    assert_eq!(seen["function_arn"], "arn:aws:lambda:eu-west-1:000000000000:function:probe");
    assert_eq!(seen["memory_limit_mb"], 512);
    assert!(seen["trace_id"].as_str().expect("a trace").starts_with("Root=1-"));
    let remaining = seen["remaining"]["secs"].as_u64().expect("seconds");
    assert!((200..300).contains(&remaining), "the time-out is 300 s: {remaining}");
    assert_eq!(seen["cold_start"], true);

    let (again, other) = answered(&function, "look");
    assert_ne!(other, id);
    assert_eq!(again["request_id"], other);
    assert_eq!(again["cold_start"], false);
    assert_eq!(again["process"], seen["process"]);
}

#[test]
fn four_invocations_at_once_keep_their_ids() {
    let function = start(&[("AWS_LAMBDA_MAX_CONCURRENCY", "4")]);
    let function = &function;
    thread::scope(|scope| {
        let callers: Vec<_> = (0..4).map(|_| scope.spawn(|| answered(function, "meet"))).collect();
        let mut ids: Vec<_> = callers
            .into_iter()
            .map(|caller| {
                let (seen, id) = caller.join().expect("it is answered");
                assert_eq!(seen, json!([id, id]));
                id
            })
            .collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 4);
    });
}

#[test]
fn errors_have_stable_types_and_the_process_lives_on() {
    let function = start(&[]);
    let process = answered(&function, "look").0["process"].take();
    for (event, error_type, message) in [
        (json!({ "operation": "explode" }), "Gateway.Panicked", "operation `probe.explode`: panicked"),
        (json!({ "operation": "fail" }), "Gateway.OperationFailed", "operation `probe.fail`: the probe fails"),
        (json!([]), "Gateway.Panicked", "the route panics"),
        (
            json!({ "operation": "exit", "params": { "code": "x" } }),
            "Gateway.InvalidParams",
            "operation `probe.exit`: `code`: expected i32, found a string",
        ),
        (
            json!({ "operation": "lock" }),
            "Gateway.UnknownOperation",
            "no operation `lock` in interface `probe`, did you mean `look`?",
        ),
    ] {
        let (error, _) = failed(&function, &event);
        assert_eq!(error, json!({ "errorType": error_type, "errorMessage": message }));
    }
    assert_eq!(answered(&function, "look").0["process"], process);
}

#[test]
fn a_process_that_exits_fails_its_invocation_and_another_takes_its_place() {
    let function = start(&[]);
    let process = answered(&function, "look").0["process"].take();
    let (error, id) = failed(&function, &json!({ "operation": "exit", "params": { "code": 3 } }));
    let message = format!("RequestId: {id} Error: Runtime exited with error: exit status 3");
    assert_eq!(error, json!({ "errorType": "Runtime.ExitError", "errorMessage": message }));
    let (seen, _) = answered(&function, "look");
    assert_ne!(seen["process"], process);
    assert_eq!(seen["cold_start"], true);
}

#[test]
fn an_invocation_that_overruns_is_ended_with_its_process() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_TIMEOUT", "1")]);
    let process = answered(&function, "look").0["process"].take();
    let (error, id) = failed(&function, &json!({ "operation": "hang" }));
    let message = format!("RequestId: {id} Error: Task timed out after 1.00 seconds");
    assert_eq!(error, json!({ "errorType": "Sandbox.Timedout", "errorMessage": message }));
    assert_ne!(answered(&function, "look").0["process"], process);
}

#[test]
fn a_function_that_fails_to_start_fails_each_invocation() {
    let function = start(&[("PROBE_FAILS_TO_START", "1")]);
    for _ in 0..2 {
        let (error, _) = failed(&function, &json!({ "operation": "look" }));
        assert_eq!(error["errorType"], "Runtime.ExitError");
        let message = error["errorMessage"].as_str().expect("a message");
        assert!(message.ends_with("exit status 7"), "{message}");
    }
}
