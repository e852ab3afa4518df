//! The host under AWS's runtime interface emulator as on managed instances: several invocations at once.
//!
//! This emulator tells no tenants, takes the time-out for far more where it tells the deadline, and ends with the
//! function.
#![cfg(target_os = "linux")]

use std::thread;
use std::time::Instant;

use serde_json::{Value, json};
use tests::app::{Emulator, PATIENCE, Reply};

fn start(concurrency: usize, environment: &[(&str, &str)]) -> Emulator {
    let concurrency = concurrency.to_string();
    let always = [("AWS_LAMBDA_MAX_CONCURRENCY", concurrency.as_str()), ("RUST_BACKTRACE", "0")];
    Emulator::concurrent(env!("CARGO_BIN_EXE_probe"), &[environment, &always].concat())
}

/// Calls an operation. A worker may still be on its way to ask for the next event, and this emulator does not wait for
/// it: then nothing has happened, and the call is made again.
fn call(function: &Emulator, operation: &str, params: &Value, headers: &[(&str, &str)]) -> Reply {
    let event = json!({ "interface": "probe", "operation": operation, "params": params });
    send(function, event.to_string().as_bytes(), headers)
}

fn send(function: &Emulator, event: &[u8], headers: &[(&str, &str)]) -> Reply {
    let start = Instant::now();
    loop {
        let reply = function.invoke(event, headers);
        if reply.header("error-type") != Some("Runtime.Unavailable") {
            return reply;
        }
        assert!(start.elapsed() < PATIENCE, "no worker asks for an event");
        thread::yield_now();
    }
}

fn look(function: &Emulator) -> Value {
    call(function, "look", &json!({}), &[]).json()
}

#[test]
fn sixty_four_invocations_at_once_keep_what_is_theirs() {
    let function = start(64, &[]);
    let function = &function;
    thread::scope(|scope| {
        let callers: Vec<_> = (0..64)
            .map(|index| {
                scope.spawn(move || {
                    let trace = format!("Root=1-5bef4de7-{index:024x}");
                    let headers = [("x-amzn-trace-id", trace.as_str())];
                    let mine = call(function, "meet", &json!({ "count": 64 }), &headers).json();
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

#[test]
fn errors_have_stable_types_and_the_process_lives_on() {
    let function = start(2, &[]);
    let process = look(&function)["process"].take();
    for (operation, error_type) in
        [("fail", "Gateway.OperationFailed"), ("explode", "Gateway.Panicked"), ("lock", "Gateway.UnknownOperation")]
    {
        assert_eq!(call(&function, operation, &json!({}), &[]).json()["errorType"], error_type);
    }
    assert_eq!(send(&function, b"{", &[]).json()["errorType"], "Gateway.BadEvent");
    assert_eq!(look(&function)["process"], process);
}

/// A limit of `lambda_runtime`: it tells the platform `unhandled` of each error, and the type only in the answer. When
/// this fails, docs/host.md has a limit less.
#[test]
fn the_platform_does_not_learn_the_type_of_an_error() {
    let function = start(2, &[]);
    let reply = call(&function, "fail", &json!({}), &[]);
    assert_eq!(reply.json()["errorType"], "Gateway.OperationFailed");
    assert_eq!(reply.header("error-type"), Some("Runtime.Unknown"));
}

#[test]
fn one_that_runs_out_of_time_spares_the_others() {
    let function = start(2, &[("AWS_LAMBDA_FUNCTION_TIMEOUT", "1")]);
    let process = look(&function)["process"].take();
    let error = call(&function, "hang", &json!({}), &[]).json();
    assert!(error["errorType"].is_string(), "{error}");
    assert_eq!(look(&function)["process"], process);
}

#[test]
fn an_answer_over_the_limit_leaves_the_process_alive() {
    let function = start(2, &[]);
    let process = look(&function)["process"].take();
    let error = call(&function, "large", &json!({ "size": 7 * 1024 * 1024 }), &[]);
    assert!(String::from_utf8_lossy(&error.body).contains("errorType"), "{error:?}");
    assert_eq!(look(&function)["process"], process);
}
