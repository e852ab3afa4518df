//! The host under AWS's runtime interface emulator: one invocation after the other.
//!
//! A function's error is a 200 there, without the header that marks it on AWS.
#![cfg(target_os = "linux")]

use std::cell::{Cell, RefCell};
use std::process::Command;

use serde_json::{Value, json};
use tests::app::{Emulator, Reply, binary};

const LIMIT: usize = 6 * 1024 * 1024 + 100;

fn start(environment: &[(&str, &str)]) -> Emulator {
    Emulator::classic(env!("CARGO_BIN_EXE_probe"), &[&[("RUST_BACKTRACE", "0")], environment].concat())
}

fn call(function: &Emulator, operation: &str, params: &Value) -> Reply {
    let event = json!({ "interface": "probe", "operation": operation, "params": params });
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
    let seen = function.invoke(br#"{"interface":"probe","operation":"look"}"#, &[("x-amz-tenant-id", "blue")]).json();
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
    let error = call(&function, "refuse", &json!({})).json();
    let message = "operation `probe.refuse`: the probe refuses";
    assert_eq!(error, json!({ "errorType": "Probe.Refused", "errorMessage": message }));
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
fn a_panic_says_where() {
    let function = start(&[]);
    let error = call(&function, "explode", &json!({})).json();
    assert_eq!(error["errorType"], "Gateway.Panicked");
    let message = error["errorMessage"].as_str().expect("a message");
    assert!(message.contains("tests/src/bin/probe.rs:"), "{message}");
}

/// Also of a program that installs no logger.
#[test]
fn a_panic_is_one_record_of_the_log() {
    for environment in [&[][..], &[("PROBE_LOGS", "1")]] {
        let function = start(&[environment, &[("RUST_BACKTRACE", "1")]].concat());
        call(&function, "explode", &json!({}));
        let request_id = look(&function);
        let (written, reports) = (RefCell::new(Vec::new()), Cell::new(0));
        function.log.find(|line| {
            written.borrow_mut().push(line.to_owned());
            reports.set(reports.get() + usize::from(line.starts_with("REPORT RequestId: ")));
            reports.get() == 2
        });
        let said = function.end();
        let of_the_function = |line: &&String| !line.contains(" (rapid) ");
        assert!(said.iter().filter(of_the_function).all(|line| line.starts_with('{')), "nothing else: {said:?}");

        let written = written.into_inner();
        let start = written.iter().find_map(|line| line.strip_prefix("START RequestId: "));
        let records: Vec<_> = written.iter().chain(&said).filter(|line| line.starts_with('{')).collect();
        let [record] = records.as_slice() else { panic!("one record: {records:?}") };
        let record: Value = serde_json::from_str(record).expect("of JSON");
        assert_eq!(record["level"], "ERROR");
        assert_eq!((&record["message"], &record["exception_name"]), (&json!("panicked"), &json!("panic")));
        assert_eq!(record["exception"], "the probe explodes");
        assert_eq!(record["operation"], "probe.explode");
        let location = record["location"].as_str().expect("a place");
        assert!(location.starts_with("tests/src/bin/probe.rs:"), "{location}");
        let id = record["function_request_id"].as_str().expect("an id");
        assert!(start.is_some_and(|start| start.starts_with(id)), "{start:?}");
        assert_ne!(request_id["request_id"], id);
        assert!(record["stack_trace"].as_str().is_some_and(|trace| trace.contains("probe::explode")), "{record}");
    }
}

/// Also of a program that installs no logger.
#[test]
fn a_panic_of_a_record_is_one_record_of_the_log_that_names_it() {
    let records: Vec<_> =
        ["first", "second"].map(|id| json!({ "messageId": id, "eventSource": "aws:sqs", "body": "{}" })).into();
    for environment in [&[][..], &[("PROBE_LOGS", "1")]] {
        let function = start(environment);
        let reply = function.invoke(json!({ "Records": records }).to_string().as_bytes(), &[]);
        assert_eq!(reply.json()["errorType"], "Gateway.BatchFailed");
        let written = RefCell::new(Vec::new());
        function.log.find(|line| {
            written.borrow_mut().push(line.to_owned());
            line.starts_with("REPORT RequestId: ")
        });
        let written = [written.into_inner(), function.end()].concat();
        let panics = written.iter().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let of_records: Vec<_> = panics.filter(|line| line.get("record").is_some()).collect();
        let named: Vec<_> = of_records.iter().map(|line| (&line["message"], &line["record"])).collect();
        assert_eq!(named, [(&json!("panicked"), &json!("first")), (&json!("panicked"), &json!("second"))]);
    }
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
fn a_failed_start_says_why() {
    let function = start(&[("PROBE_FAILS_TO_START", "told")]);
    let error = call(&function, "look", &json!({})).json();
    assert_eq!(error["errorType"], "Probe.FailsToStart");
    assert_eq!(error["errorMessage"], "the probe does not start");
}

/// One hook panics, and the other is called all the same.
#[test]
fn what_was_registered_is_done_before_the_end() {
    let function = start(&[("PROBE_DRAINS", "1")]);
    let process = look(&function)["process"].to_string();
    function.errors.find(|line| line.contains("Internal agent gateway-drain") && line.contains("subscribed to []"));
    let told = Command::new("kill").args(["-TERM", &process]).status().expect("it runs");
    assert!(told.success(), "{told}");
    function.log.find(|line| line.contains("the probe is drained"));
}

#[test]
fn the_interfaces_of_the_host_tell_of_the_environment_and_of_the_request() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")]);
    let ask = |interface, operation, params| {
        let params = json!({ "interface": interface, "operation": operation, "params": params });
        let event = json!({ "interface": "probe", "operation": "through", "params": params });
        function.invoke(event.to_string().as_bytes(), &[("x-amz-tenant-id", "blue")]).json()
    };
    assert_eq!(ask("initialization", "cold_start", json!({})), true);
    assert_eq!(ask("initialization", "cold_start", json!({})), false);
    let status = ask("initialization", "status", json!({}));
    assert_eq!((&status["stage"], &status["invocations"]), (&json!("serving"), &json!(3)));
    let stages = ask("initialization", "stages", json!({}));
    let stages: Vec<_> =
        stages.as_array().expect("a list").iter().map(|it| json!([it["stage"], it["finished"]])).collect();
    assert_eq!(json!(stages), json!([["starting", true], ["ready", true], ["serving", false]]));
    let context = ask("lambda", "context", json!({}));
    assert_eq!((&context["tenant_id"], &context["memory_limit_mb"]), (&json!("blue"), &json!(512)));
    assert!(ask("lambda", "remaining_time", json!({}))["secs"].is_u64());
    assert_eq!(ask("lambda", "status", json!({}))["function_name"], "probe");
    let report = ask("initialization", "preload", json!({ "cores": ["Logger"] }));
    let built = report["built"].as_array().expect("a list");
    assert!(built.iter().any(|it| it["core"] == "Logger" && it["by"] == "preload"), "{report}");
    assert_eq!(report["unused"], json!([]));
}

#[test]
fn an_answer_at_the_limit_is_sent() {
    let function = start(&[]);
    // Two of the bytes are the quotes.
    let reply = call(&function, "large", &json!({ "size": LIMIT - 2 }));
    assert_eq!((reply.status, reply.body.len()), (200, LIMIT));
}

#[test]
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
fn an_invocation_that_waits_too_long_is_answered_in_time() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_TIMEOUT", "1")]);
    let process = look(&function)["process"].take();
    let error = call(&function, "hang", &json!({})).json();
    let error_type = error["errorType"].as_str().expect("a type");
    assert!(error_type.starts_with("Gateway."), "{error_type}");
    assert_eq!(look(&function)["process"], process, "nobody had to end it");
}

#[test]
fn what_an_invocation_has_logged_is_written_before_the_deadline() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_TIMEOUT", "1"), ("PROBE_LOGS", "1")]);
    let error = call(&function, "hang", &json!({})).json();
    assert_eq!(error["errorType"], "Gateway.DeadlineExceeded");
    let kept = function.log.find(|line| line.contains("the probe hangs"));
    let failed = function.log.find(|line| line.contains("Gateway.DeadlineExceeded"));
    let [kept, failed] = [kept, failed].map(|line| serde_json::from_str::<Value>(&line).expect("the log is JSON"));
    assert_eq!((&kept["level"], &failed["level"]), (&json!("DEBUG"), &json!("ERROR")));
    assert_eq!(kept["function_request_id"], failed["function_request_id"]);
    assert_eq!(failed["operation"], "probe.hang");
}

/// A request through a function URL.
fn request(function: &Emulator, path: &str) -> Value {
    let event = json!({
        "version": "2.0", "rawPath": path, "headers": {},
        "requestContext": { "http": { "method": "GET" }, "domainName": "id.lambda-url.eu-west-1.on.aws" }
    });
    function.invoke(event.to_string().as_bytes(), &[]).json()
}

#[test]
fn a_request_and_a_directive_are_answered_before_the_deadline() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_TIMEOUT", "1"), ("PROBE_LOGS", "1")]);
    assert_eq!(request(&function, "/hang")["statusCode"], 504);
    let failed = function.log.find(|line| line.contains("Gateway.DeadlineExceeded"));
    let failed: Value = serde_json::from_str(&failed).expect("the log is JSON");
    assert_eq!(failed["operation"], "probe.hang");
    let directive = json!({ "directive": {
        "header": { "namespace": "Alexa.ThermostatController", "name": "SetTargetTemperature", "messageId": "m" },
        "endpoint": { "endpointId": "stove" }, "payload": {}
    } });
    let answer = function.invoke(directive.to_string().as_bytes(), &[]).json();
    assert_eq!(answer["event"]["payload"]["type"], "INTERNAL_ERROR", "{answer}");
    assert_eq!(answer["event"]["endpoint"]["endpointId"], "stove");
}

#[test]
fn a_request_whose_answer_is_too_large_is_answered() {
    let function = start(&[("PROBE_LOGS", "1")]);
    assert_eq!(request(&function, &format!("/large/{LIMIT}"))["statusCode"], 500);
    let failed = function.log.find(|line| line.contains("Gateway.ResponseTooLarge"));
    let failed: Value = serde_json::from_str(&failed).expect("the log is JSON");
    assert_eq!(failed["operation"], "probe.large");
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
