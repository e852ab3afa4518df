//! The host in the local runtime, with a function that misbehaves.

use std::io::BufRead;
#[cfg(target_os = "linux")]
use std::path::Path;
use std::process::Command;
use std::thread;
#[cfg(target_os = "linux")]
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use tests::app::Local;
#[cfg(target_os = "linux")]
use tests::app::{freeze, thaw};

fn start(environment: &[(&str, &str)]) -> Local {
    Local::of(env!("CARGO_BIN_EXE_probe"), environment)
}

/// An answer, with the request's id.
fn answered(function: &Local, operation: &str) -> (Value, String) {
    answer_to(function, &json!({ "interface": "probe", "operation": operation }))
}

fn answer_to(function: &Local, event: &Value) -> (Value, String) {
    let reply = function.invoke(event.to_string().as_bytes());
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
fn sixty_four_invocations_at_once_keep_what_is_theirs() {
    let function = start(&[("AWS_LAMBDA_MAX_CONCURRENCY", "64"), ("PROBE_LOGS", "1")]);
    let function = &function;
    thread::scope(|scope| {
        let callers: Vec<_> = (0..64)
            .map(|index| {
                scope.spawn(move || {
                    let (tenant, trace) = (format!("tenant-{index}"), format!("Root=1-5bef4de7-{index:024x}"));
                    let headers = [("x-amz-tenant-id", tenant.as_str()), ("x-amzn-trace-id", trace.as_str())];
                    let event = json!({ "interface": "probe", "operation": "meet", "params": { "count": 64 } });
                    let reply = function.invoke_with(&headers, event.to_string().as_bytes());
                    let id = reply.header("x-amzn-requestid").expect("an id").to_owned();
                    let mine = json!({ "request": id, "trace": trace, "tenant": tenant });
                    assert_eq!(reply.json(), json!([mine, mine]), "also when all others have been here");
                    id
                })
            })
            .collect();
        let mut ids: Vec<_> = callers.into_iter().map(|caller| caller.join().expect("it is answered")).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 64);

        let mut logged: Vec<_> = (0..64)
            .map(|_| {
                let line = function.stdout.find(|line| line.contains("the probe has met"));
                let record: Value = serde_json::from_str(&line).expect("the log is JSON");
                let mine = &record["mine"];
                assert_eq!(record["function_request_id"], mine["request"], "{record}");
                assert_eq!(record["tenant_id"], mine["tenant"], "{record}");
                let trace = record["xray_trace_id"].as_str().expect("a trace");
                assert!(mine["trace"].as_str().is_some_and(|mine| mine.ends_with(trace)), "{record}");
                mine["request"].as_str().expect("an id").to_owned()
            })
            .collect();
        logged.sort_unstable();
        assert_eq!(logged, ids, "each has logged its own line");
    });
}

/// What an invocation has logged, as its caller is told.
fn tail(function: &Local, event: &Value) -> Vec<String> {
    let reply = function.invoke_with(&[("x-amz-log-type", "Tail")], event.to_string().as_bytes());
    let log = BASE64.decode(reply.header("x-amz-log-result").expect("the tail")).expect("base64");
    String::from_utf8(log).expect("text").lines().map(str::to_owned).collect()
}

#[test]
fn what_is_logged_is_with_the_caller_when_the_answer_is() {
    let mut function = Local::watched_of(env!("CARGO_BIN_EXE_probe"), &[]);
    for turn in 0..20 {
        let log = tail(
            &function,
            &json!({ "interface": "probe", "operation": "log", "params": { "text": turn.to_string() } }),
        );
        assert!(log[0].starts_with("START RequestId: "), "{log:?}");
        let mut lines = log[1..3].to_vec();
        lines.sort_unstable();
        assert_eq!(lines, [format!("{turn} to one"), format!("{turn} to the other")]);
        assert!(log[3].starts_with("END RequestId: ") && log[4].starts_with("REPORT RequestId: "), "{log:?}");
        assert_eq!(log.len(), 5, "{log:?}");
        assert_eq!(log[4].contains("Init Duration: "), turn == 0, "{}", log[4]);
        #[cfg(target_os = "linux")]
        assert!(log[4].contains("\tMax Memory Used: "), "{}", log[4]);
    }
    // And on the terminal, each on the stream that it was written to.
    function.stdout.find(|line| line == "19 to one");
    function.stdout.find(|line| line.starts_with("REPORT RequestId: "));
    let stderr = function.stderr.as_mut().expect("watched");
    let mut line = String::new();
    stderr.read_line(&mut line).expect("text");
    assert_eq!(line, "0 to the other\n");
}

#[test]
fn a_crash_is_in_the_log() {
    let function = start(&[]);
    let log = tail(&function, &json!({ "interface": "probe", "operation": "exit", "params": { "code": 3 } }));
    assert!(log[1].ends_with(" Error: Runtime exited with error: exit status 3"), "{log:?}");
    assert_eq!(log[2], "Runtime.ExitError");
    assert!(log[4].ends_with("Status: error\tError Type: Runtime.ExitError"), "{log:?}");
}

/// The events that call an operation: directly, over HTTP, as a directive. The latter two are answered, so that the log
/// alone says what went wrong.
fn calls(operation: &str, namespace: &str) -> [Value; 3] {
    [
        json!({ "interface": "probe", "operation": operation }),
        json!({
            "rawPath": format!("/{operation}"),
            "requestContext": { "http": { "method": "GET" }, "domainName": "id.lambda-url.eu-west-1.on.aws" },
        }),
        json!({ "directive": { "header": { "namespace": namespace, "name": "Do" }, "payload": {} } }),
    ]
}

/// The one record that the function logs of an invocation.
fn logged(function: &Local, event: &Value) -> Value {
    let log = tail(function, event);
    let records: Vec<_> = log.iter().filter(|line| line.starts_with('{')).collect();
    let [record] = records.as_slice() else { panic!("one record of {event}: {log:?}") };
    let record: Value = serde_json::from_str(record).expect("JSON");
    assert_eq!(record["level"], "ERROR", "{record}");
    assert!(log[0].contains(record["function_request_id"].as_str().expect("an id")), "{log:?}");
    record
}

#[test]
fn an_operation_that_fails_is_one_record_with_what_caused_it() {
    let function = start(&[("PROBE_LOGS", "1")]);
    for event in calls("fail", "Alexa.LockController") {
        let record = logged(&function, &event);
        assert_eq!(
            (&record["operation"], &record["exception_name"]),
            (&json!("probe.fail"), &json!("Gateway.OperationFailed"))
        );
        let message = "operation `probe.fail`: the probe fails: cannot parse integer from empty string";
        assert_eq!(record["exception"], message);
    }
}

#[test]
fn an_operation_that_panics_is_one_record_whoever_called_it() {
    let function = start(&[("PROBE_LOGS", "1"), ("RUST_BACKTRACE", "0")]);
    for event in calls("explode", "Alexa.SceneController") {
        let record = logged(&function, &event);
        assert_eq!((&record["operation"], &record["message"]), (&json!("probe.explode"), &json!("panicked")));
    }
}

/// The id of the function's process, which it tells.
#[cfg(target_os = "linux")]
fn process(seen: &Value) -> u32 {
    seen["process"].as_u64().and_then(|id| id.try_into().ok()).expect("its id")
}

/// As the freezing of an environment between invocations, of which the function is told nothing.
#[cfg(target_os = "linux")]
#[test]
fn a_process_that_was_frozen_thaws_and_answers() {
    for concurrency in ["1", "2"] {
        let function = start(&[("AWS_LAMBDA_MAX_CONCURRENCY", concurrency), ("AWS_LAMBDA_FUNCTION_TIMEOUT", "60")]);
        let process = process(&answered(&function, "look").0);
        for _ in 0..3 {
            freeze(process);
            thread::scope(|scope| {
                let caller = scope.spawn(|| answered(&function, "look"));
                // Nothing can be seen not to happen but by waiting.
                thread::sleep(Duration::from_millis(20));
                assert!(!caller.is_finished(), "nobody else answers");
                thaw(process);
                let (seen, id) = caller.join().expect("it is answered");
                assert_eq!((&seen["process"], &seen["cold_start"]), (&json!(process), &json!(false)));
                assert_eq!(seen["request_id"], id);
            });
        }
    }
}

/// A process that stays frozen is one that hangs, whether it was to answer or to ask for the next event.
#[cfg(target_os = "linux")]
#[test]
fn a_process_that_stays_frozen_is_ended() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_TIMEOUT", "1")]);
    let frozen = process(&answered(&function, "look").0);
    freeze(frozen);
    let reply = function.invoke(br#"{"interface":"probe","operation":"look"}"#);
    let (answer, id) = (reply.json(), reply.header("x-amzn-requestid").expect("an id"));
    if reply.header("x-amz-function-error").is_some() {
        let message = format!("RequestId: {id} Error: Task timed out after 1.00 seconds");
        assert_eq!(answer, json!({ "errorType": "Sandbox.Timedout", "errorMessage": message }), "it had asked");
    } else {
        assert_eq!((&answer["request_id"], &answer["cold_start"]), (&json!(id), &json!(true)), "another has answered");
    }
    let another = process(&answered(&function, "look").0);
    assert_ne!(another, frozen);
    assert!(!Path::new(&format!("/proc/{frozen}")).exists(), "it is ended");
    assert_eq!(process(&answered(&function, "look").0), another);
}

#[test]
fn errors_have_stable_types_and_the_process_lives_on() {
    let function = start(&[]);
    let process = answered(&function, "look").0["process"].take();
    for (event, error_type, message) in [
        (
            json!({ "interface": "probe", "operation": "fail" }),
            "Gateway.OperationFailed",
            "operation `probe.fail`: the probe fails",
        ),
        (
            json!({ "interface": "probe", "operation": "exit", "params": { "code": "x" } }),
            "Gateway.InvalidParams",
            "operation `probe.exit`: `code`: expected i32, found a string",
        ),
        (
            json!({ "interface": "probe", "operation": "lock" }),
            "Gateway.UnknownOperation",
            "no operation of this name takes a direct invocation, did you mean `probe.block`?",
        ),
    ] {
        let (error, _) = failed(&function, &event);
        assert_eq!(error, json!({ "errorType": error_type, "errorMessage": message }));
    }
    let (error, _) = failed(&function, &json!({ "interface": "probe", "operation": "explode" }));
    assert_eq!(error["errorType"], "Gateway.Panicked");
    let message = "operation `probe.explode`: panicked at tests/src/bin/probe.rs:";
    assert!(error["errorMessage"].as_str().is_some_and(|it| it.starts_with(message)), "{error}");
    assert_eq!(answered(&function, "look").0["process"], process);
}

#[test]
fn a_process_that_exits_fails_its_invocation_and_another_takes_its_place() {
    let function = start(&[]);
    let process = answered(&function, "look").0["process"].take();
    let (error, id) = failed(&function, &json!({ "interface": "probe", "operation": "exit", "params": { "code": 3 } }));
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
    let (error, id) = failed(&function, &json!({ "interface": "probe", "operation": "block" }));
    let message = format!("RequestId: {id} Error: Task timed out after 1.00 seconds");
    assert_eq!(error, json!({ "errorType": "Sandbox.Timedout", "errorMessage": message }));
    assert_ne!(answered(&function, "look").0["process"], process);
}

#[test]
fn without_a_runtime_api_to_ask_the_start_fails_and_says_why() {
    for address in ["", "no address", "/path"] {
        let ended = Command::new(env!("CARGO_BIN_EXE_probe"))
            .env("AWS_LAMBDA_RUNTIME_API", address)
            .env("AWS_LAMBDA_FUNCTION_NAME", "probe")
            .output()
            .expect("it starts");
        let said = String::from_utf8_lossy(&ended.stderr);
        let expected =
            "error: the function cannot start: Gateway.StartFailed: `AWS_LAMBDA_RUNTIME_API` is no address\n";
        assert_eq!((ended.status.code(), &*said), (Some(1), expected), "{address:?}");
    }
}

#[test]
fn a_function_that_fails_to_start_fails_each_invocation() {
    for (way, error_type, message) in
        [("told", "Probe.FailsToStart", "the probe does not start"), ("silently", "Runtime.ExitError", "exit status 7")]
    {
        let function = start(&[("PROBE_FAILS_TO_START", way)]);
        for _ in 0..2 {
            let (error, _) = failed(&function, &json!({ "interface": "probe", "operation": "look" }));
            assert_eq!(error["errorType"], error_type);
            assert!(error["errorMessage"].as_str().is_some_and(|it| it.ends_with(message)), "{error}");
        }
    }
}

/// Whoever sits at the terminal reads what is wrong, not a record of the log.
#[test]
fn a_failed_start_is_told_to_the_person_at_the_terminal() {
    let of_two = |said: &str| {
        assert!(said.starts_with("error: the function cannot start: Gateway.StartFailed: `http = "), "{said}");
        for operation in ["`files.one` at tests/src/bin/probe.rs:", "`files.any` at tests/src/bin/probe.rs:"] {
            assert!(said.contains(operation), "{said}");
        }
        assert!(said.contains("\n  help: "), "{said}");
    };
    let ended = Command::new(env!("CARGO_BIN_EXE_probe"))
        .envs([("PROBE_OVERLAPS", "everywhere"), ("GATEWAY_LOCAL_PORT", "0")])
        .output()
        .expect("it starts");
    assert_eq!((ended.status.code(), &*ended.stdout), (Some(1), &b""[..]));
    of_two(std::str::from_utf8(&ended.stderr).expect("text"));

    for (variable, expected) in [
        ("PROBE_OVERLAPS", None),
        (
            "PROBE_FAILS_TO_START",
            Some("error: the function cannot start: Probe.FailsToStart: the probe does not start\n"),
        ),
    ] {
        let program = env!("CARGO_BIN_EXE_probe");
        let mut function = Local::watched_of(program, &[(variable, "1"), ("PROBE_LOGS", "1")]);
        let stderr = function.stderr.as_mut().expect("it is watched");
        let mut said = String::new();
        while !said.contains("  help: ") {
            assert_ne!(stderr.read_line(&mut said).expect("text"), 0, "{said}");
        }
        match expected {
            Some(expected) => assert!(said.starts_with(expected), "{said}"),
            None => of_two(&said),
        }
    }
}

/// One hook panics, and the other is called all the same.
#[test]
fn what_was_registered_is_done_before_the_end() {
    let mut function = Local::watched_of(env!("CARGO_BIN_EXE_probe"), &[("PROBE_DRAINS", "1")]);
    let (seen, _) = answered(&function, "look");
    assert_eq!(seen["cold_start"], true);
    let id = function.child().id().to_string();
    let told = Command::new("kill").args(["-TERM", &id]).status().expect("it runs");
    assert!(told.success(), "{told}");
    let said: Vec<_> = function.stderr.take().expect("it is watched").lines().map(|line| line.expect("text")).collect();
    assert!(said.iter().any(|line| line.contains("the probe is drained")), "{said:?}");
    assert!(!said.iter().any(|line| line.contains("starts another")), "{said:?}");
    assert!(function.child().wait().expect("it ends").success());
}
