use std::fmt;

use serde_json::json;
use tracing::subscriber::with_default;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry;

use super::super::*;
use super::{Sink, invocation, logger};
use crate::fields;

/// Runs `f` with the logger as the subscriber.
fn traced(variables: &[(&str, &str)], f: impl FnOnce(&Logger, &Sink)) {
    let (log, sink) = logger(variables);
    with_default(registry().with(log.layer()), || f(&log, &sink));
}

#[test]
fn an_event_has_the_shape_of_any_other_line() {
    traced(&[], |log, sink| {
        let cause = "x".parse::<u8>().unwrap_err();
        invocation("r-1").enter(|| {
            let line = line!() + 1;
            tracing::info!(order = 7, ok = true, ratio = 0.5, why = %cause, list = ?[1], r#type = "t", "placed {}", "it");
            let written = &sink.take()[0];
            assert_eq!(written["location"], format!("{}:{line}", module_path!()));
            assert_eq!(written["message"], "placed it");
            assert_eq!(written["function_request_id"], "r-1");
            assert_eq!((&written["order"], &written["ok"], &written["ratio"]), (&json!(7), &json!(true), &json!(0.5)));
            assert_eq!((&written["list"], &written["type"]), (&json!("[1]"), &json!("t")));

            info(log, "placed", fields! { order = 7 });
            let ours = &sink.take()[0];
            let keys = |line: &serde_json::Value| line.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
            assert!(keys(ours).iter().all(|key| keys(written).contains(key)));
        });
    });
}

#[test]
fn errors_numbers_and_secrets_of_an_event_are_safe() {
    traced(&[], |_, sink| {
        let error = std::io::Error::other("disk full");
        tracing::warn!(
            error = &error as &(dyn std::error::Error + 'static),
            nan = f64::NAN,
            large = u128::MAX,
            password = "s3cret",
            level = "mine",
        );
        let line = &sink.take()[0];
        assert_eq!((&line["message"], &line["error"]), (&json!(""), &json!("disk full")));
        assert_eq!((&line["nan"], &line["large"]), (&json!("NaN"), &json!(u128::MAX.to_string())));
        assert_eq!((&line["password"], &line["fields"]), (&json!(crate::redact::REDACTED), &json!({"level": "mine"})));
    });
}

#[test]
fn the_fields_of_spans_are_keys_of_every_line_inside() {
    traced(&[], |log, sink| {
        append_keys(log, fields! { zone = 0, all = 0 });
        let outer = tracing::info_span!("outer", zone = 1, customer = tracing::field::Empty);
        outer.in_scope(|| {
            outer.record("customer", "c-1");
            tracing::info_span!("inner", zone = 2).in_scope(|| {
                tracing::info!("an event");
                info(log, "a call", fields! {});
            });
            tracing::info!(zone = 3, "its own field wins");
        });
        let lines: Vec<_> =
            sink.take().iter().map(|line| json!([line["zone"], line["customer"], line["all"]])).collect();
        assert_eq!(lines, [json!([2, "c-1", 0]), json!([2, "c-1", 0]), json!([3, "c-1", 0])]);
    });
}

#[test]
fn the_level_of_events_changes_at_run_time() {
    traced(&[], |log, sink| {
        let all = || {
            tracing::trace!("trace");
            tracing::debug!("debug");
            tracing::info!("info");
            tracing::error!("error");
        };
        all();
        assert_eq!(sink.messages(), ["info", "error"]);
        set_level(log, LogLevel::Trace);
        all();
        assert_eq!(sink.messages(), ["trace", "debug", "info", "error"]);
        set_level(log, LogLevel::Critical);
        all();
        assert_eq!(sink.messages(), <[&str; 0]>::default());
        invocation("a").enter(|| {
            all();
            critical(log, "critical", fields! {});
        });
        assert_eq!(sink.messages(), ["debug", "info", "error", "critical"], "kept, and flushed by what is let through");
    });
}

#[test]
fn an_error_keeps_its_spans_at_any_level() {
    traced(&[("LOG_LEVEL", "ERROR"), ("GATEWAY_LOGGER_BUFFER_BYTES", "0")], |_, sink| {
        tracing::info_span!("outer", customer = "c-1").in_scope(|| tracing::error!("failed"));
        assert_eq!(sink.take()[0]["customer"], "c-1");
    });
}

#[test]
fn what_is_not_wanted_is_not_even_formatted() {
    struct Loud;
    impl fmt::Debug for Loud {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("formatted")
        }
    }
    traced(&[], |_, sink| {
        tracing::debug!(loud = ?Loud, "outside of an invocation nothing is kept");
        invocation("a").enter(|| tracing::trace!(loud = ?Loud));
        assert!(sink.take().is_empty());
    });
}

#[test]
fn a_value_that_logs_while_it_is_formatted_is_no_deadlock() {
    struct Chatty;
    impl fmt::Debug for Chatty {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            tracing::info!("from within");
            f.write_str("chatty")
        }
    }
    traced(&[], |log, sink| {
        invocation("a").enter(|| info(log, "before", fields! { value = format!("{Chatty:?}") }));
        invocation("a").enter(|| tracing::info!(value = ?Chatty, "around"));
        assert_eq!(sink.messages().last().unwrap(), "around");
    });
}

#[test]
fn the_runtime_client_never_brings_an_event_out() {
    traced(&[("LOG_LEVEL", "TRACE")], |_, sink| {
        tracing::trace!(target: "lambda_runtime::layers::api_response", body = "{}", "payload");
        tracing::debug!(target: "lambda_runtime::runtime", "harmless");
        assert_eq!(sink.messages(), ["harmless"]);
    });
}

#[test]
fn what_a_pool_of_connections_does_is_written_but_not_kept() {
    let fail = || {
        tracing::debug!(target: "hyper_util::client::legacy::pool", "reuse idle connection");
        tracing::debug!("kept");
        tracing::error!("failed");
    };
    traced(&[], |_, sink| {
        invocation("a").enter(fail);
        assert_eq!(sink.messages(), ["kept", "failed"]);
    });
    traced(&[("LOG_LEVEL", "DEBUG")], |_, sink| {
        invocation("a").enter(fail);
        assert_eq!(sink.messages(), ["reuse idle connection", "kept", "failed"]);
    });
}

#[test]
fn an_operation_span_names_its_lines_and_tells_its_end() {
    traced(&[("LOG_LEVEL", "DEBUG")], |_, sink| {
        operation_span("orders", "pay").in_scope(|| tracing::info!("paid"));
        let lines = sink.take();
        assert_eq!(lines.len(), 2);
        assert_eq!((&lines[0]["interface"], &lines[0]["operation"]), (&json!("orders"), &json!("pay")));
        assert_eq!((&lines[1]["level"], &lines[1]["operation"]), (&json!("DEBUG"), &json!("pay")));
        assert!(lines[1]["duration_ms"].is_number());
    });
}

#[test]
fn other_layers_see_what_they_ask_for() {
    #[derive(Clone, Default)]
    struct Count(std::sync::Arc<std::sync::atomic::AtomicUsize>);
    impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for Count {
        fn on_event(&self, _: &tracing::Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
            self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
    }
    let (log, sink) = logger(&[("LOG_LEVEL", "ERROR"), ("GATEWAY_LOGGER_BUFFER_BYTES", "0")]);
    let count = Count::default();
    with_default(registry().with(log.layer()).with(count.clone()), || tracing::trace!("fine"));
    assert_eq!((sink.take().len(), count.0.load(std::sync::atomic::Ordering::Relaxed)), (0, 1));
}

#[test]
fn a_panic_is_from_where_it_happened() {
    traced(&[], |_, sink| {
        tracing::error!(target: "gateway::panic", location = "src/shop.rs:17", exception = "boom", "panicked");
        let line = &sink.take()[0];
        assert_eq!((&line["location"], &line["exception"]), (&json!("src/shop.rs:17"), &json!("boom")));
        assert_eq!(line["fields"], json!(null));
        tracing::error!(location = "elsewhere", "no panic");
        assert_eq!(sink.take()[0]["fields"], json!({"location": "elsewhere"}));
    });
}

#[test]
fn what_the_runtime_client_repeats_is_left_out() {
    traced(&[], |_, sink| {
        let span = tracing::info_span!(target: "lambda_runtime::layers::trace", "invoke", requestId = "r-1");
        span.in_scope(|| {
            tracing::error!(target: "lambda_runtime::layers::panic", "Shop.SoldOut: none is left");
            tracing::error!(target: "lambda_runtime::layers::api_client", "the answer was refused");
        });
        let lines = sink.take();
        assert_eq!((lines.len(), &lines[0]["message"]), (1, &json!("the answer was refused")));
        assert_eq!(lines[0]["requestId"], json!(null));
    });
}

#[test]
fn what_the_hosts_span_repeats_is_left_out() {
    traced(&[("LOG_LEVEL", "TRACE")], |_, sink| {
        let span = tracing::info_span!(target: "gateway::invocation", "Lambda runtime invoke", requestId = "r-1");
        let inner = || tracing::info_span!("within", order = 7).in_scope(|| tracing::info!("placed"));
        invocation("r-1").enter(|| span.in_scope(inner));
        let line = &sink.take()[0];
        assert_eq!((&line["function_request_id"], &line["order"]), (&json!("r-1"), &json!(7)));
        assert!(line.get("requestId").is_none(), "{line}");
    });
}
