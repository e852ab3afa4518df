//! The app's command line.

use std::process::{Command, Output};

use serde_json::{Value, json};
use tests::app::binary;

fn app(arguments: &[&str]) -> Output {
    Command::new(binary()).args(arguments).output().expect("the app runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it writes UTF-8")
}

/// The result of a call that is answered.
fn call(arguments: &[&str]) -> Value {
    let run = app(&[&["call"], arguments].concat());
    assert_eq!(run.status.code(), Some(0), "{arguments:?}: {}", text(&run.stderr));
    assert_eq!(text(&run.stderr), "");
    serde_json::from_slice(&run.stdout).expect("the result is JSON")
}

/// What is said about a call that cannot be made.
fn refused(arguments: &[&str]) -> String {
    let run = app(arguments);
    assert_eq!(run.status.code(), Some(2), "{arguments:?}: {}", text(&run.stderr));
    assert_eq!(text(&run.stdout), "");
    text(&run.stderr).to_owned()
}

#[test]
fn ops_lists_every_operation_of_every_interface() {
    let run = app(&["ops"]);
    assert!(run.status.success());
    let table = text(&run.stdout);
    for (name, rest) in [
        ("cache get ", "Looks a value up."),
        ("health check ", "Says that the function runs"),
        ("notes write ", "name text"),
        ("notes read ", "GET /notes/{name}"),
        ("cache set ", "key value ttl?"),
        ("alexa smart_home ", "directive"),
    ] {
        assert!(table.lines().any(|line| line.starts_with(name) && line.contains(rest)), "{name}{rest}:\n{table}");
    }
    let described: Value = serde_json::from_slice(&app(&["describe"]).stdout).expect("JSON");
    let operations = described["interfaces"].as_array().expect("a list").iter();
    let count: usize = operations.map(|interface| interface["operations"].as_array().expect("a list").len()).sum();
    assert_eq!(table.lines().filter(|line| !line.is_empty()).count(), count + 1, "a heading, and a line for each");
}

#[test]
fn describe_tells_one_interface_and_one_operation() {
    let describe = |what| -> Value { serde_json::from_slice(&app(&["describe", what]).stdout).expect("JSON") };
    let health = describe("health");
    assert_eq!(health["name"], "health");
    assert_eq!(health["operations"][0]["name"], "check");
    let get = describe("cache.get");
    assert_eq!((&get["name"], &get["hot"]), (&json!("get"), &json!(true)));
    assert_eq!(get["params"][0]["name"], "key");
    assert_eq!(get["params"][0]["schema"]["type"], "string");

    let said = refused(&["describe", "cahce"]);
    assert!(said.contains("did you mean `cache`?"), "{said}");
    let said = refused(&["describe", "cache.gte"]);
    assert!(said.contains("no operation `gte` in interface `cache`, did you mean `get`?"), "{said}");
}

#[test]
fn every_definition_that_a_part_refers_to_is_in_it() {
    let described: Value = serde_json::from_slice(&app(&["describe"]).stdout).expect("JSON");
    for interface in described["interfaces"].as_array().expect("a list") {
        let name = interface["name"].as_str().expect("a name");
        let part = app(&["describe", name]);
        let part = text(&part.stdout);
        let value: Value = serde_json::from_str(part).expect("JSON");
        for reference in part.split("\"#/definitions/").skip(1) {
            let definition = reference.split('"').next().expect("the rest of the text");
            assert!(value["definitions"].get(definition).is_some(), "{name}: {definition}");
        }
    }
}

#[test]
fn call_prints_the_result_as_json() {
    assert_eq!(call(&["health", "check"]), json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }));
    assert_eq!(call(&["notes", "read", "name=tea"]), Value::Null);
}

#[test]
fn a_value_is_json_where_that_is_accepted_and_text_elsewhere() {
    let note = |text: &str| call(&["notes", "write", "name=5", &format!("text={text}")]);
    assert_eq!(note("true"), json!({ "name": "5", "text": "true" }));
    assert_eq!(note("a = b"), json!({ "name": "5", "text": "a = b" }));
    assert_eq!(note("\"quoted\""), json!({ "name": "5", "text": "quoted" }));
    assert_eq!(note("{\"a\": 1}"), json!({ "name": "5", "text": "{\"a\": 1}" }));
    for (value, ttl) in [("[1, 2]", "5m"), ("5", "300"), ("no JSON", "0.5")] {
        call(&["cache", "set", "key=7", &format!("value={value}"), &format!("ttl={ttl}")]);
    }
}

#[test]
fn every_bad_parameter_is_named() {
    let said = refused(&["call", "notes", "write", "name=no/slash", "txt=x"]);
    for expected in ["`notes.write`", "`name`", "`text`", "`txt`"] {
        assert!(said.contains(expected), "{expected} in {said}");
    }
    let said = refused(&["call", "cache", "set", "key=k", "value=1", "ttl=soon"]);
    assert!(said.contains("`ttl`: expected"), "{said}");
    let said = refused(&["call", "utility", "format_bytes", "bytes=1MB"]);
    assert!(said.contains("`bytes`: expected") && said.contains(": you typed `1MB`"), "{said}");
    let said = refused(&["call", "utility", "format_bytes", "byte=1"]);
    assert!(said.contains("`bytes` is missing: expected"), "{said}");
    assert!(said.contains("`byte`: expected `bytes`, found an unknown parameter\n"), "{said}");
}

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    let said = refused(&["call", "note", "read"]);
    assert!(said.contains("no interface `note`, did you mean `notes`?"), "{said}");
    let said = refused(&["call", "notes", "raed", "name=x"]);
    assert!(said.contains("no operation `raed` in interface `notes`, did you mean `read`?"), "{said}");
    let said = refused(&["cal", "notes", "read"]);
    assert!(said.contains("'call'"), "{said}");
}

#[test]
fn parameters_are_pairs_and_come_once() {
    let said = refused(&["call", "notes", "read", "tea"]);
    assert!(said.contains("`tea` is no parameter: write KEY=VALUE"), "{said}");
    let said = refused(&["call", "notes", "read", "name=a", "name=b"]);
    assert!(said.contains("`name` is given twice"), "{said}");
}

#[test]
fn help_has_examples_that_work() {
    let help = app(&["call", "--help"]);
    let help = text(&help.stdout);
    let examples: Vec<_> = help.lines().filter_map(|line| line.trim().strip_prefix("app call ")).collect();
    assert!(examples.len() >= 3, "{help}");
    for example in examples {
        let arguments: Vec<_> = example.split(' ').collect();
        if !example.contains('\'') {
            call(&arguments);
        }
    }
    assert!(text(&app(&["--help"]).stdout).contains("Examples:"));
}

#[test]
fn free_tier_shows_what_is_left_of_the_budget() {
    let folder = std::env::temp_dir().join(format!("app-cli-free-tier-{}", std::process::id()));
    let free_tier = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(binary());
        command.arg("free-tier").args(arguments).env("GATEWAY_FREE_TIER_FOLDER", &folder);
        command.envs(variables.iter().copied()).output().expect("the app runs")
    };
    let run = free_tier(&[], &[]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let shown = text(&run.stdout);
    assert!(shown.contains("0 % used or leased, unopened (advisory, in the store `file`)"), "{shown}");
    assert!(shown.contains(&format!("999000  [{}]", ".".repeat(30))), "{shown}");
    assert!(shown.contains("A guarantee would rest on:") && !shown.contains('\x1b'), "{shown}");

    let status: Value =
        serde_json::from_slice(&free_tier(&["--json"], &[("GATEWAY_FREE_TIER_SHARE", "50")]).stdout).expect("JSON");
    assert_eq!((&status["budget"]["requests"], &status["mode"]), (&json!(499_500), &json!("advisory")));

    let run = free_tier(&[], &[("GATEWAY_FREE_TIER_SHARE", "half")]);
    assert_eq!(run.status.code(), Some(1));
    assert!(text(&run.stderr).contains("GATEWAY_FREE_TIER_SHARE: expected a number from 1 to 100, found `half`"));
    drop(std::fs::remove_dir_all(folder));
}
