use std::collections::BTreeSet;
use std::io;
use std::time::Duration;

use gateway_runtime::Context;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::super::*;
use super::{Sink, invocation, logger, parse};
use crate::config::Config;
use crate::fields;

fn keys(line: &[u8]) -> Vec<String> {
    /// Keys in the order of the text; an object is an ordered list of pairs to serde.
    struct Keys(Vec<String>);
    impl<'de> serde::Deserialize<'de> for Keys {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Visitor;
            impl<'de> serde::de::Visitor<'de> for Visitor {
                type Value = Keys;
                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("an object")
                }
                fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                    let mut keys = Vec::new();
                    while let Some((key, serde::de::IgnoredAny)) = map.next_entry()? {
                        keys.push(key);
                    }
                    Ok(Keys(keys))
                }
            }
            deserializer.deserialize_map(Visitor)
        }
    }
    serde_json::from_slice::<Keys>(line).unwrap().0
}

#[test]
fn keys_stand_in_the_order_of_powertools() {
    let (log, sink) = logger(&[("POWERTOOLS_SERVICE_NAME", "orders"), ("POWERTOOLS_LOGGER_SAMPLE_RATE", "0.5")]);
    let cx = Context::builder()
        .request_id("8476a536")
        .correlation_id("c-1")
        .tenant_id("blue")
        .trace_id("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1")
        .cold_start(true)
        .function_name("home")
        .function_arn("arn:aws:lambda:eu-central-1:123456789012:function:home")
        .memory_limit_mb(128)
        .build();
    let failure = ErrorReport { name: "io::Error".into(), message: "disk full".into(), causes: vec!["ENOSPC".into()] };
    cx.enter(|| record_error(&log, "cache.set", failure, fields! { zone = 1, stack_trace = json!(["a"]) }));
    let line = sink.0.lock().unwrap()[0].clone();
    assert_eq!(
        keys(&line),
        [
            "level",
            "location",
            "message",
            "timestamp",
            "service",
            "function_name",
            "function_memory_size",
            "function_arn",
            "function_request_id",
            "cold_start",
            "correlation_id",
            "tenant_id",
            "operation",
            "zone",
            "sampling_rate",
            "xray_trace_id",
            "exception",
            "exception_name",
            "stack_trace",
        ]
    );
    let line = parse(&line);
    assert_eq!(line["service"], "orders");
    assert_eq!(line["function_memory_size"], 128);
    assert_eq!(line["cold_start"], true);
    assert_eq!(line["xray_trace_id"], "1-5759e988-bd862e3fe1be46a994272793");
    assert_eq!(line["exception"], "disk full: ENOSPC");
}

#[test]
fn outside_of_an_invocation_there_are_only_the_keys_of_the_process() {
    let (log, sink) = logger(&[("AWS_LAMBDA_FUNCTION_NAME", "home"), ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")]);
    info(&log, "starting", fields! { nothing = None::<u8> });
    let line = sink.0.lock().unwrap()[0].clone();
    assert_eq!(
        keys(&line),
        ["level", "location", "message", "timestamp", "service", "function_name", "function_memory_size"],
    );
}

#[test]
fn a_line_tells_where_it_was_written_and_when() {
    let (log, sink) = logger(&[]);
    let line = line!() + 1;
    info(&log, "here", fields! {});
    let written = &sink.take()[0];
    assert!(written["location"].as_str().unwrap().ends_with(&format!("tests/lines.rs:{line}")), "{written}");
    let stamp = written["timestamp"].as_str().unwrap();
    let format = time::format_description::well_known::Rfc3339;
    assert!(
        time::OffsetDateTime::parse(stamp, &format).is_ok() && stamp.len() == 24 && stamp.ends_with('Z'),
        "{stamp}"
    );
}

#[test]
fn a_reserved_key_is_kept_aside_and_a_later_field_replaces_an_earlier() {
    let (log, sink) = logger(&[]);
    append_keys(&log, fields! { zone = 1, cold_start = "mine" });
    info(&log, "m", fields! { level = "low", message = 7, fields = "f", zone = 2, correlation_id = "c-9" });
    let line = &sink.take()[0];
    assert_eq!((&line["level"], &line["message"]), (&json!("INFO"), &json!("m")));
    assert_eq!(line["fields"], json!({"level": "low", "message": 7, "fields": "f", "cold_start": "mine"}));
    assert_eq!((&line["zone"], &line["correlation_id"]), (&json!(2), &json!("c-9")));
}

#[test]
fn a_secret_in_a_field_that_holds_json_text_is_masked() {
    let (log, sink) = logger(&[]);
    let body = r#"{"password":"hunter2"}"#;
    info(&log, "received", fields! { body = body, correlation_id = body, level = body });
    let line = &sink.take()[0];
    let masked = json!(r#"{"password":"***"}"#);
    assert_eq!([&line["body"], &line["correlation_id"], &line["fields"]["level"]], [&masked; 3]);
}

#[test]
fn secrets_are_masked_wherever_they_come_from() {
    let (log, sink) = logger(&[]);
    append_keys(&log, fields! { api_key = "s3cret" });
    let nested = json!({"directive": {"scope": {"type": "BearerToken", "token": "s3cret"}}});
    info(&log, "m", fields! { event = nested, level = json!({"password": "s3cret"}) });
    let text = String::from_utf8(sink.0.lock().unwrap()[0].clone()).unwrap();
    assert!(!text.contains("s3cret") && text.contains("BearerToken"), "{text}");
}

#[test]
fn the_level_decides_and_can_be_set() {
    let (log, sink) = logger(&[("LOG_LEVEL", "WARN"), ("GATEWAY_LOGGER_BUFFER_BYTES", "0")]);
    let all = || {
        trace(&log, "trace", fields! {});
        debug(&log, "debug", fields! {});
        info(&log, "info", fields! {});
        warning(&log, "warning", fields! {});
        error(&log, "error", fields! {});
        critical(&log, "critical", fields! {});
    };
    let every = ["trace", "debug", "info", "warning", "error", "critical"];
    all();
    assert_eq!(sink.messages(), every[3..]);
    for (skipped, level) in LogLevel::ALL.into_iter().enumerate() {
        assert_eq!(set_level(&log, level), LevelChange { level, limited_by_platform: false });
        invocation("a").enter(all);
        assert_eq!(sink.messages(), every[skipped.min(6)..]);
    }
}

#[test]
fn the_level_of_the_platform_wins() {
    let (log, sink) = logger(&[("AWS_LAMBDA_LOG_LEVEL", "WARN"), ("LOG_LEVEL", "DEBUG")]);
    let warned = sink.messages();
    assert!(warned.len() == 1 && warned[0].contains("AWS_LAMBDA_LOG_LEVEL is WARNING"), "{warned:?}");
    let change = set_level(&log, LogLevel::Trace);
    assert_eq!(change, LevelChange { level: LogLevel::Warning, limited_by_platform: true });
    info(&log, "info", fields! {});
    assert_eq!(sink.messages(), <[&str; 0]>::default());
    warning(&log, "warning", fields! {});
    critical(&log, "critical", fields! {});
    let levels: Vec<_> = sink.take().iter().map(|line| line["level"].clone()).collect();
    assert_eq!(levels, ["WARN", "FATAL"], "the names that the platform's filter knows");
}

#[test]
fn a_setting_that_cannot_be_read_is_the_first_line() {
    let (_, sink) = logger(&[("POWERTOOLS_LOGGER_SAMPLE_RATE", "often")]);
    let expected =
        "`POWERTOOLS_LOGGER_SAMPLE_RATE`: expected a number from 0 to 1, found other text; its default is used";
    assert_eq!(sink.messages(), [expected]);
}

#[test]
fn a_variable_that_sets_nothing_is_told_by_the_first_line() {
    let sink = Sink::default();
    Logger::following(&Config::from_variables([("GATEWAY_LOGLEVEL", "DEBUG")]), sink.clone());
    let expected = "the variable `GATEWAY_LOGLEVEL` sets nothing, did you mean `GATEWAY_LOG_LEVEL`?";
    assert_eq!(sink.messages(), [expected]);
}

#[test]
fn a_request_is_an_error_from_500_on() {
    let (log, sink) = logger(&[]);
    for status in [200, 499, 500] {
        record_request(&log, "GET /health", status, Duration::from_micros(1_234), fields! { request = "GET /health" });
    }
    let lines = sink.take();
    assert_eq!(lines.iter().map(|line| &line["level"]).collect::<Vec<_>>(), ["INFO", "INFO", "ERROR"]);
    assert_eq!((&lines[2]["status_code"], &lines[2]["duration_ms"]), (&json!(500), &json!(1.234)));
    assert_eq!(lines[0].get("fields"), None, "the same field twice is no clash");
    assert_eq!(stats(&log).requests, 3);
}

#[test]
fn recorded_errors_are_remembered() {
    let (log, _) = logger(&[]);
    let failure = ErrorReport::of(&"x".parse::<u8>().unwrap_err());
    invocation("r-1").enter(|| record_error(&log, "orders.pay", failure.clone(), fields! {}));
    let errors = log.recent_errors();
    assert_eq!((errors.len(), &errors[0].operation, &errors[0].error), (1, &"orders.pay".to_owned(), &failure));
    assert_eq!(errors[0].request_id.as_deref(), Some("r-1"));
}

#[test]
fn a_line_that_is_too_long_is_cut() {
    let (log, sink) = logger(&[]);
    info(&log, &"é".repeat(100_000), fields! { more = 1 });
    let line = &sink.take()[0];
    assert_eq!(line["message"], "é".repeat(1_024));
    assert!(line["truncated_bytes"].as_u64().unwrap() > 200_000 && line.get("more").is_none());
}

#[test]
fn a_closed_sink_is_counted_and_nothing_else() {
    struct Closed;
    impl io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }
    let log = Logger::new(LogConfig::from_lookup(|_| None), Closed);
    error(&log, "lost", fields! {});
    let stats = stats(&log);
    assert_eq!((stats.failed_writes, stats.bytes, stats.lines.len()), (1, 0, 0));
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any_key(), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Any text, and more often than chance would have it one that means something to the logger.
fn any_key() -> impl Strategy<Value = String> {
    let known =
        vec!["level", "message", "timestamp", "fields", "cold_start", "exception", "correlation_id", "", "a\nb"];
    prop_oneof![any::<String>(), prop::sample::select(known).prop_map(str::to_owned)]
}

fn any_fields() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::btree_map(any_key(), any_value(), 0..6).prop_map(|map| map.into_iter().collect())
}

proptest! {
    #[test]
    fn anything_becomes_one_line_of_json_whose_reserved_keys_are_the_loggers(
        message in any::<String>(),
        appended in any_fields(),
        given in any_fields(),
        id in any::<String>(),
    ) {
        let (log, sink) = logger(&[]);
        invocation(&id).enter(|| {
            append_keys(&log, appended.clone().into());
            warning(&log, &message, given.clone().into());
        });
        let bytes = sink.0.lock().unwrap()[0].clone();
        let line = parse(&bytes);
        prop_assert_eq!(&line["level"], "WARNING");
        prop_assert_eq!(&line["message"], &Value::String(message));
        prop_assert_eq!(&line["function_request_id"], &Value::String(id));
        prop_assert_eq!(&line["cold_start"], false);
        let keys = keys(&bytes);
        prop_assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "no key twice");
        // Nothing that the caller gave is lost: it stands as given, masked, or aside because its name is taken.
        for (key, value) in given.iter().filter(|(_, value)| !value.is_null()) {
            let at = if line.get(key) == Some(value) { line.get(key) } else { line["fields"].get(key).or(line.get(key)) };
            prop_assert!(at.is_some(), "{} is lost", key);
        }
    }
}
