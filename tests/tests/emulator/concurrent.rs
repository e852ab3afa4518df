//! What only several invocations at once can show, and what this emulator makes impossible then.

use std::thread;

use serde_json::{Value, json};

use crate::function::{Function, Mode};

fn start(environment: &[(&str, &str)]) -> Function {
    Function::start(Mode::Concurrent, environment)
}

#[test]
fn sixty_four_invocations_at_once_keep_what_is_theirs() {
    let function = start(&[("AWS_LAMBDA_MAX_CONCURRENCY", "64")]);
    let function = &function;
    thread::scope(|scope| {
        let callers: Vec<_> = (0..64)
            .map(|index| {
                scope.spawn(move || {
                    let trace = format!("Root=1-5bef4de7-{index:024x}");
                    let headers = [("x-amzn-trace-id", trace.as_str())];
                    let mine = function.call_with(&headers, "meet", &json!({ "count": 64 })).json();
                    assert_eq!(mine[0]["trace"], trace);
                    assert_eq!(mine[0], mine[1], "also when all others have been here");
                    mine[0]["request"].as_str().expect("an id").to_owned()
                })
            })
            .collect();
        let mut ids: Vec<_> = callers.into_iter().map(|caller| caller.join().expect("it is answered")).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 64);
    });
}

/// This emulator tells neither the tenant nor the memory that it is told, and of the time-out a million times as much:
/// when this fails, the rows of the deadline can move to where both ways are tried.
#[test]
fn the_context_is_the_emulators() {
    let environment = [("AWS_LAMBDA_FUNCTION_TIMEOUT", "7"), ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")];
    let function = start(&environment);
    let seen = function.call_with(&[("x-amz-tenant-id", "blue")], "look", &json!({})).json();
    assert_eq!((&seen["function_name"], &seen["function_version"]), (&json!("probe"), &json!("$LATEST")));
    assert_eq!(seen["function_arn"], "arn:aws:lambda:us-east-1:123456789012:function:probe");
    assert_eq!((&seen["tenant_id"], &seen["cold_start"]), (&Value::Null, &json!(true)));
    assert_eq!(seen["remaining"]["secs"], 7_000_000 - 1);

    let again = function.look();
    assert_eq!((&again["cold_start"], &again["process"]), (&json!(false), &seen["process"]));
    let ids = [&seen, &again].map(|seen| seen["request_id"].as_str().expect("an id"));
    assert_eq!(function.end().invocations(), ids);
}

/// A limit of `lambda_runtime`: it tells the platform `unhandled` of each error, and the type only in the answer. When
/// this fails, docs/host.md has a limit less.
#[test]
fn the_platform_does_not_learn_the_type_of_an_error() {
    let function = start(&[]);
    let reply = function.call("fail", &json!({}));
    assert_eq!(reply.json()["errorType"], "Gateway.OperationFailed");
    assert_eq!(reply.header("error-type"), Some("Runtime.Unknown"));
}

/// The function cannot answer before a deadline that it is told wrong, so the emulator does, whoever asked.
#[test]
fn one_that_runs_out_of_time_spares_the_others() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_TIMEOUT", "1")]);
    let process = function.process();
    let late = json!({ "errorType": "Sandbox.Timedout", "errorMessage": "Task timed out after 1.00 seconds" });
    assert_eq!(function.call("hang", &json!({})).json(), late);
    assert_eq!(function.process(), process);
}
