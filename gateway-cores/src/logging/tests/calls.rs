//! The operations as a program calls them: by wrapper and by name.

use std::time::Duration;

use gateway_runtime::{Params, with_cores};
use serde_json::{Value, json};

use super::super::{ErrorReport, LogLevel};
use super::{Sink, logger};
use crate::fields;

gateway_runtime::gateway! { pub Gateway { crate::logging } }
use gateway::*;

/// Runs `f` with a logger of the test's own behind the gateway.
fn with_logger<T>(f: impl FnOnce(&Sink) -> T) -> T {
    let (log, sink) = logger(&[]);
    with_cores(log, || f(&sink))
}

fn call(operation: &str, params: &Value) -> Result<Value, Value> {
    let answer = try_execute_now(GatewayInterface::Logging, operation, Params::json(params.to_string().as_str()));
    answer.map(|json| json.to_value()).map_err(|error| serde_json::to_value(&error).unwrap())
}

#[test]
fn wrappers_have_the_names_of_the_catalogue_and_tell_their_caller() {
    with_logger(|sink| {
        let first = line!() + 1;
        log_trace("trace", fields! {});
        log_debug("debug", fields! {});
        log_info("info", fields! { n = 1 });
        log_warning("warning", fields! {});
        log_error("error", fields! {});
        log_critical("critical", fields! {});
        logging_record_request("GET /health", 200, Duration::from_millis(5), fields! {});
        logging_record_error("orders.pay", ErrorReport::of(&std::fmt::Error), fields! {});
        let lines = sink.take();
        let levels: Vec<_> = lines.iter().map(|line| line["level"].as_str().unwrap()).collect();
        assert_eq!(levels, ["INFO", "WARNING", "ERROR", "CRITICAL", "INFO", "ERROR"]);
        for (offset, line) in (2..).zip(&lines) {
            assert!(line["location"].as_str().unwrap().ends_with(&format!("calls.rs:{}", first + offset)), "{line}");
        }
        assert_eq!(logging_set_level(LogLevel::Error).level, LogLevel::Error);
        logging_append_keys(fields! { zone = 1 });
        logging_remove_keys(vec!["zone".to_owned()]);
        assert_eq!(logging_stats().errors, 1);
    });
}

#[test]
fn a_call_by_name_writes_the_same_line_without_a_location() {
    with_logger(|sink| {
        assert_eq!(call("append_keys", &json!({"keys": {"zone": 1}})), Ok(Value::Null));
        assert_eq!(call("info", &json!({"message": "hello \"you\"\n"})), Ok(Value::Null));
        assert_eq!(call("warning", &json!({"fields": {"n": 1.5, "token": "t"}, "message": "m"})), Ok(Value::Null));
        call("record_request", &json!({"request": "r", "status": 503, "duration": "5ms"})).unwrap();
        call("record_error", &json!({"operation": "o", "error": {"name": "E", "message": "m"}})).unwrap();
        let lines = sink.take();
        assert!(lines.iter().all(|line| line.get("location").is_none() && line["zone"] == 1), "{lines:?}");
        assert_eq!(lines[0]["message"], "hello \"you\"\n");
        assert_eq!((&lines[1]["n"], &lines[1]["token"]), (&json!(1.5), &json!(crate::redact::REDACTED)));
        assert_eq!((&lines[2]["level"], &lines[2]["duration_ms"]), (&json!("ERROR"), &json!(5.0)));
        assert_eq!((&lines[3]["exception_name"], &lines[3]["exception"]), (&json!("E"), &json!("m")));
        assert_eq!(call("stats", &json!({})).unwrap()["lines"], json!({"ERROR": 2, "INFO": 1, "WARNING": 1}));
    });
}

#[test]
fn a_level_can_be_set_by_any_of_its_names() {
    with_logger(|_| {
        let change = call("set_level", &json!({"level": "warn"}));
        assert_eq!(change, Ok(json!({"level": "WARNING", "limited_by_platform": false})));
    });
}

#[test]
fn bad_parameters_are_named_and_nothing_is_written() {
    with_logger(|sink| {
        for (operation, params, parameter) in [
            ("info", json!({}), "message"),
            ("info", json!({"message": 1}), "message"),
            ("info", json!({"message": "m", "fields": [1]}), "fields"),
            ("set_level", json!({"level": "loud"}), "level"),
            ("record_request", json!({"request": "r", "status": 70_000, "duration": 1}), "status"),
        ] {
            let error = call(operation, &params).unwrap_err();
            assert_eq!(error["code"], "invalid_params", "{error}");
            assert!(error.to_string().contains(parameter), "{error}");
        }
        assert!(sink.take().is_empty());
    });
}
