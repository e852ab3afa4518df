//! What the caller and the log get when something goes wrong, in both ways of the emulator: the table of docs/host.md.

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tests::app::binary;

use crate::function::{Function, Mode, Process};

/// The most bytes of an answer.
const LIMIT: usize = 6 * 1024 * 1024 + 100;

/// Each row is a test in each way.
macro_rules! rows {
    ($($row:ident,)*) => {
        mod one_at_once {
            $(#[test] fn $row() { super::$row(super::Mode::Classic); })*
        }

        mod several_at_once {
            $(#[test] fn $row() { super::$row(super::Mode::Concurrent); })*
        }
    };
}

rows! {
    an_error_has_a_stable_type,
    what_is_no_event_is_refused_and_not_shown,
    an_error_is_one_record_of_the_log,
    a_panic_is_an_error_that_says_where_and_the_process_lives_on,
    a_panic_is_one_record_of_the_log,
    a_panic_of_a_record_is_one_record_of_the_log_that_names_it,
    a_panic_that_aborts_is_one_record_of_the_log_before_the_end,
    an_abort_and_an_exit_fail_their_invocation,
    a_failed_start_says_why,
    what_a_guard_refuses_is_answered_kindly_and_never_begins,
    what_was_registered_is_done_before_the_end,
    a_second_signal_ends_a_function_whose_hooks_do_not_end,
    an_answer_at_the_limit_is_sent,
    an_answer_over_the_limit_is_refused_with_its_operation_and_size,
    a_request_whose_answer_is_too_large_is_answered,
    an_invocation_that_blocks_too_long_is_ended,
    a_function_that_was_frozen_for_longer_than_its_time_is_as_warm_as_before,
}

fn an_error_has_a_stable_type(mode: Mode) {
    let function = Function::start(mode, &[]);
    let process = function.process();
    for (operation, error_type, message) in [
        ("fail", "Gateway.OperationFailed", "operation `probe.fail`: the probe fails"),
        ("refuse", "Probe.Refused", "operation `probe.refuse`: the probe refuses"),
        ("lock", "Gateway.UnknownOperation", "no operation of this name takes a direct invocation"),
    ] {
        let error = function.call(operation, &json!({})).json();
        assert_eq!(error, json!({ "errorType": error_type, "errorMessage": message }));
    }
    assert_eq!(function.process(), process);
}

fn what_is_no_event_is_refused_and_not_shown(mode: Mode) {
    let function = Function::start(mode, &[]);
    let process = function.process();
    for event in [r#"{"password": "s3cr3t""#, r#"{"password": "s3cr3t"} and more"#] {
        let error = function.send(&[], event.as_bytes()).json();
        assert_eq!(error["errorType"], "Gateway.BadEvent");
        assert!(!error["errorMessage"].as_str().expect("a message").contains("s3cr3t"), "{error}");
    }
    let error = function.call("exit", &json!({ "code": "s3cr3t" })).json();
    let message = "operation `probe.exit`: `code`: expected i32, found a string";
    assert_eq!(error, json!({ "errorType": "Gateway.InvalidParams", "errorMessage": message }));
    assert_eq!(function.process(), process);
    let said = function.end();
    assert!(!said.0.iter().any(|line| line.contains("s3cr3t")), "{said:?}");
}

/// The app logs: a failing invocation is one record, of JSON, with the request's id.
fn an_error_is_one_record_of_the_log(mode: Mode) {
    let function = Function::of(binary().to_str().expect("its path is text"), mode, &[]);
    let error = function.send(&[], br#"{"password":"s3cr3t"}"#).json();
    assert_eq!(error["errorType"], "Gateway.BadEvent");
    let said = function.end();
    assert!(!said.0.iter().any(|line| line.contains("s3cr3t")), "{said:?}");
    let records = said.records();
    let of_the_event: Vec<_> =
        records.iter().filter(|record| record.to_string().contains("Gateway.BadEvent")).collect();
    let [record] = of_the_event.as_slice() else { panic!("one record: {said:?}") };
    assert_eq!((&record["level"], &record["exception_name"]), (&json!("ERROR"), &json!("Gateway.BadEvent")));
    assert_eq!(said.invocations().last().copied(), record["function_request_id"].as_str());
}

fn a_panic_is_an_error_that_says_where_and_the_process_lives_on(mode: Mode) {
    let function = Function::start(mode, &[]);
    let process = function.process();
    let error = function.call("explode", &json!({})).json();
    assert_eq!(error["errorType"], "Gateway.Panicked");
    let message = error["errorMessage"].as_str().expect("a message");
    let line = message.strip_prefix("operation `probe.explode`: panicked at tests/src/bin/probe.rs:");
    assert!(line.is_some_and(|line| line.parse::<u32>().is_ok()), "{message}");
    assert_eq!(function.process(), process);
}

/// Also of a program that installs no logger.
fn a_panic_is_one_record_of_the_log(mode: Mode) {
    for environment in [&[][..], &[("PROBE_LOGS", "1")]] {
        let function = Function::start(mode, &[environment, &[("RUST_BACKTRACE", "1")]].concat());
        function.call("explode", &json!({}));
        function.look();
        let said = function.end();
        let records = said.records();
        let [record] = records.as_slice() else { panic!("one record: {records:?}") };
        assert_eq!(record["level"], "ERROR");
        assert_eq!((&record["message"], &record["exception_name"]), (&json!("panicked"), &json!("panic")));
        assert_eq!(record["exception"], "the probe explodes");
        assert_eq!(record["operation"], "probe.explode");
        let location = record["location"].as_str().expect("a place");
        assert!(location.starts_with("tests/src/bin/probe.rs:"), "{location}");
        let id = record["function_request_id"].as_str().expect("an id");
        let invocations = said.invocations();
        assert!(invocations.contains(&id) && invocations.last() != Some(&id), "{id} of {invocations:?}");
        assert!(record["stack_trace"].as_str().is_some_and(|trace| trace.contains("probe::explode")), "{record}");
    }
}

/// Also of a program that installs no logger.
fn a_panic_of_a_record_is_one_record_of_the_log_that_names_it(mode: Mode) {
    let records: Vec<_> =
        ["first", "second"].map(|id| json!({ "messageId": id, "eventSource": "aws:sqs", "body": "{}" })).into();
    for environment in [&[][..], &[("PROBE_LOGS", "1")]] {
        let function = Function::start(mode, environment);
        let reply = function.send(&[], json!({ "Records": records }).to_string().as_bytes());
        assert_eq!(reply.json()["errorType"], "Gateway.BatchFailed");
        let said = function.end().records();
        let of_records: Vec<_> = said.iter().filter(|line| line.get("record").is_some()).collect();
        let named: Vec<_> = of_records.iter().map(|line| (&line["message"], &line["record"])).collect();
        assert_eq!(named, [(&json!("panicked"), &json!("first")), (&json!("panicked"), &json!("second"))]);
    }
}

/// Also of a program that installs no logger.
fn a_panic_that_aborts_is_one_record_of_the_log_before_the_end(mode: Mode) {
    for environment in [&[][..], &[("PROBE_LOGS", "1")]] {
        let function = Function::start(mode, environment);
        let error = function.call("explode_for_good", &json!({})).json();
        assert_eq!(error["errorType"], "Runtime.ExitError");
        if mode == Mode::Classic {
            assert_eq!(function.look()["cold_start"], true);
        }
        let said = function.end();
        let records: Vec<Value> = said.0.iter().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let [record] = records.as_slice() else { panic!("one record: {said:?}") };
        assert_eq!((&record["level"], &record["message"]), (&json!("ERROR"), &json!("panicked")));
        assert_eq!(record["operation"], "probe.explode_for_good");
        assert!(record["location"].as_str().is_some_and(|it| it.starts_with("tests/src/bin/probe.rs:")), "{record}");
    }
}

/// The next start is cold, where this emulator makes one.
fn an_abort_and_an_exit_fail_their_invocation(mode: Mode) {
    for (operation, params, ended) in
        [("abort", json!({}), "signal: aborted"), ("exit", json!({ "code": 3 }), "exit status 3")]
    {
        let function = Function::start(mode, &[]);
        let process = function.process();
        let reply = function.call(operation, &params);
        let error = reply.json();
        assert_eq!(error["errorType"], "Runtime.ExitError");
        match mode {
            Mode::Classic => {
                assert_eq!(reply.status, 502);
                let message = error["errorMessage"].as_str().expect("a message");
                assert!(message.ends_with(&format!("Runtime exited with error: {ended}")), "{message}");
                let seen = function.look();
                assert_eq!(seen["cold_start"], true);
                assert_ne!(Process::of(&seen), process);
            }
            Mode::Concurrent => {
                assert_eq!((reply.status, error.get("errorMessage")), (200, None));
                let said = function.end().0;
                assert!(said.iter().any(|line| line.ends_with(&format!("event=\"{ended}\""))), "{said:?}");
            }
        }
    }
}

/// The emulator of several at once ends with such a function, and nobody is left to be told: there, the log says why.
fn a_failed_start_says_why(mode: Mode) {
    let environment = [("PROBE_FAILS_TO_START", "told")];
    let said = match mode {
        Mode::Classic => {
            let function = Function::start(mode, &environment);
            let error = function.call("look", &json!({})).json();
            let told = json!({ "errorType": "Probe.FailsToStart", "errorMessage": "the probe does not start" });
            assert_eq!(error, told);
            function.end()
        }
        Mode::Concurrent => {
            let said = Function::start_to_fail(&environment);
            let stored = "First fatal error stored in appctx\" errorType=Runtime.Unknown";
            assert!(said.0.iter().any(|line| line.ends_with(stored)), "a type of ours is passed on: {said:?}");
            said
        }
    };
    let why = "error: the function cannot start: Probe.FailsToStart: the probe does not start";
    assert_eq!(said.of_the_function(), [why]);
}

/// The operations would fail.
fn what_a_guard_refuses_is_answered_kindly_and_never_begins(mode: Mode) {
    let function = Function::start(mode, &[("PROBE_REFUSES", "1"), ("PROBE_LOGS", "1")]);
    let answer = function.get("/explode").json();
    assert_eq!(answer["statusCode"], 429);
    assert!(answer["headers"]["retry-after"].is_string(), "{answer}");
    assert_eq!(function.direct_the_stove().json()["event"]["payload"]["type"], "RATE_LIMIT_EXCEEDED");
    let error = function.call("explode", &json!({})).json();
    assert_eq!(error, json!({ "errorType": "Gateway.Refused", "errorMessage": "the probe is closed" }));
    let queue = json!({ "Records": [{ "messageId": "1", "eventSource": "aws:sqs", "body": "{}" }] });
    assert_eq!(function.send(&[], queue.to_string().as_bytes()).body, b"null");
    let delivery = json!({ "deliveryStreamArn": "arn", "records": [{ "recordId": "1", "data": "e30=" }] });
    let answer = function.send(&[], delivery.to_string().as_bytes()).json();
    assert_eq!(answer["records"][0]["result"], "ProcessingFailed");

    let records = function.end().records();
    let refused = records.iter().filter(|record| record["message"] == "an invocation was refused");
    let sources: Vec<_> = refused.map(|record| record["source"].as_str().expect("a source")).collect();
    assert_eq!(sources, ["function_url", "alexa_smart_home", "direct", "sqs", "firehose"]);
}

/// One hook panics, and the other is called all the same.
fn what_was_registered_is_done_before_the_end(mode: Mode) {
    for signal in ["TERM", "INT"] {
        let function = Function::start(mode, &[("PROBE_DRAINS", "1")]);
        let process = function.process();
        if mode == Mode::Classic {
            let registered = "Internal agent gateway-drain";
            function.emulator.errors.find(|line| line.contains(registered) && line.contains("subscribed to []"));
        }
        process.signal(signal);
        function.emulator.log.find(|line| line.contains("the probe is drained"));
    }
}

/// Until then it goes on.
fn a_second_signal_ends_a_function_whose_hooks_do_not_end(mode: Mode) {
    for (first, second, ended) in [("TERM", "TERM", "signal: terminated"), ("TERM", "INT", "signal: interrupt")] {
        let function = Function::start(mode, &[("PROBE_DRAINS", "without end")]);
        let process = function.process();
        process.signal(first);
        function.emulator.log.find(|line| line.contains("the probe drains without end"));
        assert_eq!(function.process(), process);
        process.signal(second);
        let of_the_emulator = match mode {
            Mode::Classic => &function.emulator.errors,
            Mode::Concurrent => &function.emulator.log,
        };
        of_the_emulator.find(|line| line.contains(ended));
    }
}

fn an_answer_at_the_limit_is_sent(mode: Mode) {
    let function = Function::start(mode, &[]);
    // Two of the bytes are the quotes.
    let reply = function.call("large", &json!({ "size": LIMIT - 2 }));
    assert_eq!((reply.status, reply.body.len()), (200, LIMIT));
}

fn an_answer_over_the_limit_is_refused_with_its_operation_and_size(mode: Mode) {
    let function = Function::start(mode, &[]);
    let process = function.process();
    for size in [LIMIT + 1, 7 * 1024 * 1024] {
        let error = function.call("large", &json!({ "size": size - 2 })).json();
        assert_eq!(error["errorType"], "Gateway.ResponseTooLarge");
        let message = error["errorMessage"].as_str().expect("a message");
        let says = format!("operation `probe.large`: its answer has {size} bytes, and Lambda takes {LIMIT}");
        assert!(message.starts_with(&says), "{message}");
    }
    assert_eq!(function.process(), process);
}

fn a_request_whose_answer_is_too_large_is_answered(mode: Mode) {
    let function = Function::start(mode, &[("PROBE_LOGS", "1")]);
    assert_eq!(function.get(&format!("/large/{LIMIT}")).json()["statusCode"], 500);
    let records = function.end().records();
    let [failed] = records.as_slice() else { panic!("one record: {records:?}") };
    assert_eq!(failed["exception_name"], "Gateway.ResponseTooLarge");
    assert_eq!(failed["operation"], "probe.large");
}

/// The emulator of several at once ends the invocation alone: the function, whose only thread is blocked, is never asked
/// again.
fn an_invocation_that_blocks_too_long_is_ended(mode: Mode) {
    let environment = [("AWS_LAMBDA_FUNCTION_TIMEOUT", "1"), ("AWS_LAMBDA_MAX_CONCURRENCY", "1")];
    let function = Function::start(mode, &environment);
    let process = function.process();
    let reply = function.call("block", &json!({}));
    let message = "Task timed out after 1.00 seconds";
    match mode {
        Mode::Classic => {
            assert_eq!(String::from_utf8_lossy(&reply.body), message);
            let seen = function.look();
            assert_eq!(seen["cold_start"], true);
            assert_ne!(Process::of(&seen), process);
        }
        Mode::Concurrent => {
            assert_eq!(reply.json(), json!({ "errorType": "Sandbox.Timedout", "errorMessage": message }));
            let reply = function.emulator.invoke(b"{}", &[]);
            assert_eq!(reply.header("error-type"), Some("Runtime.Unavailable"));
        }
    }
}

/// As Lambda freezes an environment between invocations, of which the function is told nothing.
fn a_function_that_was_frozen_for_longer_than_its_time_is_as_warm_as_before(mode: Mode) {
    let time = Duration::from_secs(1);
    let function = Function::start(mode, &[("AWS_LAMBDA_FUNCTION_TIMEOUT", &time.as_secs().to_string())]);
    let process = function.process();
    process.signal("STOP");
    thread::sleep(time + Duration::from_millis(100));
    process.signal("CONT");
    let seen = function.look();
    assert_eq!((&seen["cold_start"], Process::of(&seen)), (&json!(false), process));
}
