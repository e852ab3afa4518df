use std::thread;

use proptest::prelude::*;

use super::super::*;
use super::{invocation, logger};
use crate::fields;

#[test]
fn debug_lines_are_kept_and_written_before_the_error() {
    let (log, sink) = logger(&[]);
    invocation("a").enter(|| {
        debug(&log, "one", fields! {});
        trace(&log, "too fine", fields! {});
        debug(&log, "two", fields! {});
        info(&log, "info", fields! {});
        assert_eq!(sink.messages(), ["info"]);
        error(&log, "error", fields! {});
        assert_eq!(sink.messages(), ["one", "two", "error"]);
        critical(&log, "again", fields! {});
        assert_eq!(sink.messages(), ["again"], "kept lines are written once");
    });
    let stats = stats(&log);
    assert_eq!((stats.kept, stats.flushed, stats.evicted), (2, 2, 0));
}

#[test]
fn what_the_level_drops_is_kept_too() {
    let (log, sink) = logger(&[("LOG_LEVEL", "ERROR")]);
    invocation("a").enter(|| {
        warning(&log, "warning", fields! {});
        error(&log, "error", fields! {});
    });
    assert_eq!(sink.messages(), ["warning", "error"]);
}

#[test]
fn kept_lines_end_with_their_invocation() {
    let (log, sink) = logger(&[]);
    invocation("a").enter(|| debug(&log, "of the first", fields! {}));
    invocation("a").enter(|| error(&log, "of a later one, even of the same id", fields! {}));
    assert_eq!(sink.messages(), ["of a later one, even of the same id"]);
    debug(&log, "outside", fields! {});
    error(&log, "outside", fields! {});
    assert_eq!(sink.messages(), ["outside"]);
}

#[test]
fn parallel_invocations_never_meet() {
    let (log, sink) = logger(&[]);
    thread::scope(|threads| {
        for number in 0..8 {
            let log = &log;
            threads.spawn(move || {
                let cx = invocation(&format!("request-{number}"));
                cx.enter(|| append_keys(log, fields! { number = number }));
                for _ in 0..50 {
                    cx.enter(|| debug(log, "kept", fields! { of = number }));
                    thread::yield_now();
                }
                if number % 2 == 0 {
                    cx.enter(|| error(log, "failed", fields! { of = number }));
                }
            });
        }
    });
    let lines = sink.take();
    assert_eq!(lines.len(), 4 * 51);
    for line in &lines {
        let of = line["of"].as_u64().unwrap();
        assert_eq!(line["number"], of, "{line}");
        assert_eq!(line["function_request_id"], format!("request-{of}"));
        assert_eq!(of % 2, 0, "an invocation that did not fail wrote its debug lines: {line}");
    }
}

#[test]
fn a_full_buffer_loses_its_oldest_lines_and_says_so() {
    let (log, sink) = logger(&[("GATEWAY_LOGGER_BUFFER_BYTES", "1000")]);
    invocation("a").enter(|| {
        (0..20).for_each(|number| debug(&log, &format!("line {number}"), fields! {}));
        assert!(stats(&log).invocation.unwrap().kept_bytes <= 1_000);
        error(&log, "error", fields! {});
    });
    let messages = sink.messages();
    let kept = messages.len() - 2;
    assert!((1..20).contains(&kept), "{messages:?}");
    assert!(messages[0].starts_with(&format!("{} older lines were lost", 20 - kept)), "{messages:?}");
    assert_eq!(messages[messages.len() - 2], "line 19");
    assert_eq!(stats(&log).evicted, 20 - kept as u64);
}

#[test]
fn a_sampled_invocation_writes_its_debug_lines() {
    let (log, sink) = logger(&[("GATEWAY_LOGGER_SAMPLE_RATE", "1")]);
    invocation("a").enter(|| {
        debug(&log, "debug", fields! {});
        trace(&log, "trace", fields! {});
    });
    let lines = sink.take();
    assert_eq!((lines.len(), &lines[0]["level"]), (1, &"DEBUG".into()));
    assert!(lines[0]["sampling_rate"].as_f64().is_some_and(|rate| rate >= 1.0));
}

#[test]
fn the_sample_is_drawn_anew_for_each_invocation() {
    let (log, _) = logger(&[("GATEWAY_LOGGER_SAMPLE_RATE", "0.5"), ("GATEWAY_LOGGER_BUFFER_BYTES", "0")]);
    let sampled = |number: u32| {
        invocation(&format!("request-{number}")).enter(|| {
            let written = stats(&log).lines.get("DEBUG").copied().unwrap_or(0);
            debug(&log, "d", fields! {});
            let sampled = stats(&log).invocation.unwrap().sampled;
            assert_eq!(stats(&log).lines.get("DEBUG").copied().unwrap_or(0), written + u64::from(sampled));
            sampled
        })
    };
    let count = (0..100).filter(|number| sampled(*number)).count();
    assert!((25..75).contains(&count), "{count}");
}

#[test]
fn the_platform_level_bounds_what_is_kept_and_sampled() {
    // Finer lines would be dropped by the platform after all: they need not be made.
    for variable in ["GATEWAY_LOGGER_SAMPLE_RATE", "UNUSED"] {
        let (log, sink) = logger(&[("AWS_LAMBDA_LOG_LEVEL", "INFO"), (variable, "1")]);
        invocation("a").enter(|| {
            debug(&log, "debug", fields! {});
            error(&log, "error", fields! {});
        });
        assert_eq!(sink.messages(), ["error"]);
    }
}

#[test]
fn the_cap_ends_a_flood_tells_so_once_and_leaves_room_for_the_error() {
    let (log, sink) = logger(&[("GATEWAY_LOGGER_INVOCATION_BYTES", "8000")]);
    let cx = invocation("a");
    cx.enter(|| {
        (0..500).for_each(|number| info(&log, "flood", fields! { number = number }));
        error(&log, "the reason", fields! {});
    });
    let messages = sink.messages();
    assert_eq!(messages.iter().filter(|message| message.starts_with("lines are lost")).count(), 1);
    assert_eq!(messages.last().unwrap(), "the reason");
    let seen = cx.enter(|| stats(&log));
    let own = seen.invocation.unwrap();
    assert!(own.bytes <= own.cap && own.cap == 8_000);
    assert_eq!((own.capped, seen.bytes), (seen.capped, own.bytes as u64));
    assert_eq!(seen.lines["INFO"] + seen.capped, 500);

    invocation("b").enter(|| info(&log, "the next starts at zero", fields! {}));
    assert_eq!(sink.messages(), ["the next starts at zero"]);
}

#[test]
fn the_cap_holds_outside_of_an_invocation_until_the_next_begins() {
    let (log, sink) = logger(&[("GATEWAY_LOGGER_INVOCATION_BYTES", "8000")]);
    (0..500).for_each(|number| info(&log, "flood", fields! { number = number }));
    error(&log, "the reason", fields! {});
    assert!(stats(&log).bytes <= 8_000 && stats(&log).capped > 0);
    let messages = sink.messages();
    assert_eq!(messages.iter().filter(|message| message.starts_with("lines are lost")).count(), 1);
    assert_eq!(messages.last().unwrap(), "the reason");

    invocation("a").enter(|| info(&log, "inside", fields! {}));
    info(&log, "outside", fields! {});
    assert_eq!(sink.messages(), ["inside", "outside"]);
}

#[test]
fn an_error_that_does_not_fit_is_told_in_short() {
    let (log, sink) = logger(&[("GATEWAY_LOGGER_INVOCATION_BYTES", "4000")]);
    invocation("a").enter(|| error(&log, "big", fields! { much = "x".repeat(10_000) }));
    let line = &sink.take()[0];
    assert_eq!(line["message"], "big");
    assert!(line["truncated_bytes"].as_u64().unwrap() > 10_000);
}

#[test]
fn appended_keys_end_with_their_invocation() {
    let (log, sink) = logger(&[]);
    append_keys(&log, fields! { build = "1.2", region = "eu" });
    let cx = invocation("a");
    cx.enter(|| {
        append_keys(&log, fields! { customer = "c-1" });
        remove_keys(&log, vec!["build".to_owned(), "unknown".to_owned()]);
        info(&log, "inside", fields! {});
    });
    cx.enter(|| info(&log, "inside, later", fields! {}));
    invocation("b").enter(|| info(&log, "the next", fields! {}));
    let keys = |line: &serde_json::Value| ["build", "region", "customer"].map(|key| line.get(key).is_some());
    let lines: Vec<_> = sink.take().iter().map(keys).collect();
    assert_eq!(lines, [[false, true, true], [false, true, true], [true, true, false]]);
}

proptest! {
    #[test]
    fn no_invocation_writes_more_than_its_cap(
        cap in 1_usize..6_000,
        calls in prop::collection::vec((0_usize..6, 0_usize..800), 0..40),
    ) {
        let cap_text = cap.to_string();
        let (log, sink) = logger(&[("GATEWAY_LOGGER_INVOCATION_BYTES", &cap_text)]);
        let cx = invocation("a");
        cx.enter(|| for (level, length) in calls {
            let write = [trace, debug, info, warning, error, critical][level];
            write(&log, &"x".repeat(length), fields! {});
        });
        let written: usize = sink.0.lock().unwrap().iter().map(Vec::len).sum();
        prop_assert!(written <= cap);
        prop_assert_eq!(cx.enter(|| stats(&log).invocation.map(|own| own.bytes)), Some(written));
    }
}
