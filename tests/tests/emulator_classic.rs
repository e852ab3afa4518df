//! The host under AWS's runtime interface emulator: one invocation after the other.
//!
//! A function's error is a 200 there, without the header that marks it on AWS.
#![cfg(target_os = "linux")]

use serde_json::{Value, json};
use tests::app::{Emulator, Reply, binary};

const LIMIT: usize = 6 * 1024 * 1024 + 100;

fn start(environment: &[(&str, &str)]) -> Emulator {
    Emulator::classic(env!("CARGO_BIN_EXE_probe"), &[environment, &[("RUST_BACKTRACE", "0")]].concat())
}

fn call(function: &Emulator, operation: &str, params: &Value) -> Reply {
    let event = json!({ "operation": operation, "params": params });
    function.invoke(event.to_string().as_bytes(), &[])
}

fn look(function: &Emulator) -> Value {
    let reply = call(function, "look", &json!({}));
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.json()
}

#[test]
fn the_context_is_the_emulators() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_TIMEOUT", "7"), ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")]);
    let seen = function.invoke(br#"{"operation":"look"}"#, &[("x-amz-tenant-id", "blue")]).json();
    assert_eq!(seen["function_name"], "probe");
    assert_eq!(seen["function_version"], "$LATEST");
    assert_eq!(seen["function_arn"], "arn:aws:lambda:us-east-1:012345678912:function:probe");
    assert_eq!(seen["memory_limit_mb"], 512);
    assert_eq!(seen["tenant_id"], "blue");
    let remaining = seen["remaining"]["secs"].as_u64().expect("seconds");
    assert!((1..7).contains(&remaining), "{remaining}");
    assert_eq!(seen["cold_start"], true);
    let start = function.log.find(|line| line.starts_with("START RequestId: "));
    assert_eq!(seen["request_id"].as_str(), start.split(' ').nth(2));

    let again = look(&function);
    assert_eq!((&again["cold_start"], &again["process"]), (&json!(false), &seen["process"]));
    assert_eq!(again["tenant_id"], Value::Null);
}

#[test]
fn an_error_has_a_stable_type() {
    let function = start(&[]);
    let process = look(&function)["process"].take();
    let error = call(&function, "fail", &json!({})).json();
    let message = "operation `probe.fail`: the probe fails";
    assert_eq!(error, json!({ "errorType": "Gateway.OperationFailed", "errorMessage": message }));
    assert_eq!(look(&function)["process"], process);
}

#[test]
fn what_is_no_event_is_refused_and_not_shown() {
    let function = start(&[]);
    let process = look(&function)["process"].take();
    for event in [r#"{"password": "s3cr3t""#, r#"{"password": "s3cr3t"} and more"#] {
        let error = function.invoke(event.as_bytes(), &[]).json();
        assert_eq!(error["errorType"], "Gateway.BadEvent");
        assert!(!error["errorMessage"].as_str().expect("a message").contains("s3cr3t"), "{error}");
    }
    let error = call(&function, "exit", &json!({ "code": "s3cr3t" })).json();
    assert_eq!(error["errorType"], "Gateway.InvalidParams");
    assert_eq!(look(&function)["process"], process);
    let said = function.end().join("\n");
    assert!(!said.contains("s3cr3t"), "{said}");
}

/// The app logs: a failing invocation is one record, of JSON, with the request's id.
#[test]
fn an_error_is_one_record_of_the_log() {
    let function = Emulator::classic(binary().to_str().expect("its path is text"), &[]);
    let error = function.invoke(br#"{"password":"s3cr3t"}"#, &[]).json();
    assert_eq!(error["errorType"], "Gateway.BadEvent");
    let start = function.log.find(|line| line.starts_with("START RequestId: "));
    let id = start.split(' ').nth(2).expect("the id");
    let line = function.log.find(|line| line.contains("Gateway.BadEvent"));
    let record: Value = serde_json::from_str(&line).expect("the log is JSON");
    assert_eq!(record["level"], "ERROR");
    assert!(line.contains(id) && !line.contains("s3cr3t"), "{line}");
    function.log.find(|line| {
        assert!(!line.contains("Gateway.BadEvent"), "one record is enough: {line}");
        line.starts_with("REPORT RequestId: ")
    });
}

#[test]
fn a_panic_is_an_error_and_the_process_lives_on() {
    let function = start(&[]);
    let process = look(&function)["process"].take();
    let error = call(&function, "explode", &json!({})).json();
    assert_eq!(error["errorType"], "Gateway.Panicked");
    assert_eq!(look(&function)["process"], process);
}

#[test]
#[ignore = "the host does not say where it panicked yet"]
fn a_panic_says_where() {
    let function = start(&[]);
    let error = call(&function, "explode", &json!({})).json();
    let message = error["errorMessage"].as_str().expect("a message");
    assert!(message.contains("tests/src/bin/probe.rs:"), "{message}");
}

#[test]
#[ignore = "the host does not write one record for a panic yet"]
fn a_panic_is_one_record_of_the_log() {
    let function = start(&[("RUST_BACKTRACE", "1")]);
    call(&function, "explode", &json!({}));
    look(&function);
    let written = function.log.find(|line| line.contains("the probe explodes") || line.starts_with("REPORT"));
    let said = function.end();
    let records: Vec<_> = [&[written][..], &said].concat().into_iter().filter(|line| line.starts_with('{')).collect();
    let [record] = records.as_slice() else { panic!("one record: {records:?}") };
    let record: Value = serde_json::from_str(record).expect("of JSON");
    let text = record.to_string();
    assert!(text.contains("the probe explodes") && text.contains("tests/src/bin/probe.rs:"), "{text}");
    assert!(said.iter().all(|line| line.starts_with('{')), "nothing else: {said:?}");
}

#[test]
fn an_abort_fails_its_invocation_and_the_next_start_is_cold() {
    let function = start(&[]);
    let process = look(&function)["process"].take();
    let reply = call(&function, "abort", &json!({}));
    assert_eq!(reply.status, 502);
    let error = reply.json();
    assert_eq!(error["errorType"], "Runtime.ExitError");
    let message = error["errorMessage"].as_str().expect("a message");
    assert!(message.contains("Runtime exited with error: signal: aborted"), "{message}");
    let seen = look(&function);
    assert_ne!(seen["process"], process);
    assert_eq!(seen["cold_start"], true);
}

#[test]
fn an_exit_fails_its_invocation_and_the_next_start_is_cold() {
    let function = start(&[]);
    let process = look(&function)["process"].take();
    let reply = call(&function, "exit", &json!({ "code": 3 }));
    assert_eq!(reply.status, 502);
    assert_eq!(reply.json()["errorType"], "Runtime.ExitError");
    assert_ne!(look(&function)["process"], process);
}

#[test]
#[ignore = "the host does not report a failed start yet"]
fn a_failed_start_says_why() {
    let function = start(&[("PROBE_FAILS_TO_START", "1")]);
    let error = call(&function, "look", &json!({})).json();
    assert_eq!(error["errorType"], "Probe.FailsToStart");
    assert_ne!(error["errorMessage"], "");
}

#[test]
fn an_answer_at_the_limit_is_sent() {
    let function = start(&[]);
    // Two of the bytes are the quotes.
    let reply = call(&function, "large", &json!({ "size": LIMIT - 2 }));
    assert_eq!((reply.status, reply.body.len()), (200, LIMIT));
}

#[test]
#[ignore = "the host does not refuse an answer that is too large before it is sent yet"]
fn an_answer_over_the_limit_is_refused_with_its_operation_and_size() {
    let function = start(&[]);
    let process = look(&function)["process"].take();
    let error = call(&function, "large", &json!({ "size": LIMIT - 1 })).json();
    let error_type = error["errorType"].as_str().expect("a type");
    assert!(error_type.starts_with("Gateway."), "{error_type}");
    let message = error["errorMessage"].as_str().expect("a message");
    assert!(message.contains("probe.large") && message.contains(&(LIMIT + 1).to_string()), "{message}");
    assert_eq!(look(&function)["process"], process);
}

#[test]
fn an_answer_over_the_limit_leaves_the_process_alive() {
    let function = start(&[]);
    let process = look(&function)["process"].take();
    let error = call(&function, "large", &json!({ "size": 7 * 1024 * 1024 })).json();
    assert!(error["errorType"].is_string(), "{error}");
    assert_eq!(look(&function)["process"], process);
}

#[test]
#[ignore = "the host does not answer before the deadline yet"]
fn an_invocation_that_waits_too_long_is_answered_in_time() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_TIMEOUT", "1")]);
    let process = look(&function)["process"].take();
    let error = call(&function, "hang", &json!({})).json();
    let error_type = error["errorType"].as_str().expect("a type");
    assert!(error_type.starts_with("Gateway."), "{error_type}");
    assert_eq!(look(&function)["process"], process, "nobody had to end it");
}

#[test]
fn an_invocation_that_blocks_too_long_is_ended_with_its_process() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_TIMEOUT", "1")]);
    let process = look(&function)["process"].take();
    let reply = call(&function, "block", &json!({}));
    assert_eq!(String::from_utf8_lossy(&reply.body), "Task timed out after 1.00 seconds");
    let seen = look(&function);
    assert_ne!(seen["process"], process);
    assert_eq!(seen["cold_start"], true);
}
