//! What the console asks for, with a real function.

use serde_json::{Value, json};
use tests::app::{Local, Reply, RuntimeApi};

const PROBE: &str = env!("CARGO_BIN_EXE_probe");
const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

fn get(app: &Local, path: &str) -> Reply {
    app.request("GET", &format!("/_console/api/{path}"), &[], b"")
}

fn call(app: &Local, interface: &str, operation: &str, params: &Value) -> Value {
    let body = json!({ "interface": interface, "operation": operation, "params": params });
    let reply = app.request("POST", "/_console/api/calls", &JSON, body.to_string().as_bytes());
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.json()
}

#[test]
fn a_call_reaches_what_no_event_from_outside_reaches() {
    let app = Local::start(&[]);
    let answer = call(&app, "cache", "validate_key", &json!({ "key": "k" }));
    assert_eq!(answer["isError"], false, "{answer}");
    let unknown = call(&app, "cache", "validate_kay", &json!({}));
    assert_eq!(unknown["isError"], true);
    assert!(unknown["answer"].as_str().is_some_and(|text| text.contains("Gateway.UnknownOperation")), "{unknown}");

    let event = br#"{"interface": "cache", "operation": "validate_key", "params": {"key": "k"}}"#;
    let reply = app.invoke(event);
    assert_eq!(reply.header("x-amz-function-error"), Some("Unhandled"), "{reply:?}");
    // What begins as a call of the console does is no JSON, whatever key it guesses.
    let guessed = [&b"gateway-console:00000000-0000-4000-8000-000000000000\n"[..], event].concat();
    assert_eq!(app.invoke(&guessed).status, 400);
}

/// As on AWS, if a program with the feature `local` came there.
#[test]
fn a_function_that_no_local_runtime_started_knows_no_call_of_the_console() {
    let lambda = RuntimeApi::start(&[]);
    let call = r#"{"interface": "cache", "operation": "validate_key", "params": {"key": "k"}}"#;
    for event in
        [format!("gateway-console:00000000-0000-4000-8000-000000000000\n{call}"), format!("\n{call}"), call.into()]
    {
        lambda.give("id", event);
        let answer = lambda.answer();
        assert_eq!(answer.kind, "error", "{answer:?}");
    }
}

#[test]
fn what_was_called_and_built_is_told() {
    let app = Local::start(&[]);
    let described = get(&app, "description").json();
    let interfaces = described["interfaces"].as_array().expect("a list");
    assert!(interfaces.iter().any(|interface| interface["name"] == "notes"), "{described}");

    call(&app, "notes", "write", &json!({ "name": "tea", "text": "Earl" }));
    let statistics = get(&app, "statistics").json();
    let operations = statistics["operations"].as_array().expect("a list");
    let write = operations.iter().find(|one| one["interface"] == "notes" && one["operation"] == "write");
    let write = write.expect("it is listed");
    assert_eq!((&write["calls"], &write["errors"]), (&json!(1), &json!(0)));
    assert!(write["latency"]["p50"].as_u64().is_some_and(|p50| p50 > 0), "{write}");
    let built = statistics["builds"].as_array().expect("a list");
    let cache = built.iter().find(|build| build["core"] == "Cache").expect("a note is kept in the cache");
    assert!(cache["trigger"].as_str().is_some_and(|trigger| trigger.starts_with("request ")), "{cache}");
}

#[test]
fn looking_changes_nothing() {
    let app = Local::of(PROBE, &[]);
    for question in ["description", "statistics", "function", "invocations"] {
        assert_eq!(get(&app, question).status, 200, "{question}");
    }
    let seen = app.invoke(br#"{"interface": "probe", "operation": "look"}"#).json();
    assert_eq!(seen["cold_start"], true);
    let invocations = get(&app, "invocations").json();
    assert_eq!(invocations.as_array().map(Vec::len), Some(1));
    assert!(invocations[0]["initMs"].as_f64().is_some_and(|init| init > 0.0), "{invocations}");
}

#[test]
fn a_function_that_is_busy_is_asked_all_the_same() {
    let app = Local::of(PROBE, &[]);
    let event = br#"{"interface": "probe", "operation": "block"}"#;
    assert_eq!(app.invoke_with(&[("x-amz-invocation-type", "Event")], event).status, 202);
    app.stdout.find(|line| line.starts_with("START "));
    assert_eq!(get(&app, "statistics").status, 200);
}

#[test]
fn the_next_process_is_asked_in_the_place_of_one_that_ended() {
    let app = Local::of(PROBE, &[]);
    let process = |app: &Local| get(app, "statistics").json()["process"].clone();
    let first = process(&app);
    let answer = call(&app, "probe", "exit", &json!({ "code": 3 }));
    assert_eq!((&answer["isError"], &answer["invocation"]["errorType"]), (&json!(true), &json!("Runtime.ExitError")));
    assert_eq!(call(&app, "probe", "look", &json!({}))["isError"], false);
    assert_ne!(process(&app), first);
}

#[test]
fn the_log_of_an_invocation_is_kept_with_it() {
    let app = Local::of(PROBE, &[]);
    let answer = call(&app, "probe", "log", &json!({ "text": "a line" }));
    let log = answer["invocation"]["log"].as_str().expect("a text");
    assert!(log.contains("a line to one") && log.contains("a line to the other"), "{log}");
}

#[test]
fn a_panic_is_told_with_the_name_of_what_was_called() {
    let app = Local::of(PROBE, &[]);
    let answer = call(&app, "probe", "explode", &json!({}));
    assert_eq!(answer["isError"], true, "{answer}");
    let log = answer["invocation"]["log"].as_str().expect("a text");
    assert!(log.contains(r#""operation":"probe.explode""#), "{log}");
}

#[test]
fn the_banner_names_the_console() {
    let app = Local::start(&[]);
    let line = app.stdout.find(|line| line.starts_with("console: "));
    assert_eq!(line, format!("console: http://{}/_console", app.address()));
    assert_eq!(app.request("GET", "/_console", &[], b"").status, 200);
}
