//! The host against a Runtime API that misbehaves: it never spins, and never answers twice.
//!
//! AWS says of a 500 that the runtime
//! [should exit promptly](https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html). The host pauses instead, and
//! docs/host.md says why: no trouble ends the process.

mod frozen;
mod late;
mod pauses;

use std::time::Duration;

use serde_json::{Value, json};
use tests::app::{Asked, Step, Trouble, head_of_event};

const LOOK: &str = r#"{"interface":"probe","operation":"look"}"#;

fn start(concurrency: usize, next: impl IntoIterator<Item = Step>) -> Trouble {
    Trouble::start(env!("CARGO_BIN_EXE_probe"), concurrency, next)
}

fn count(asked: &[Asked], call: &str) -> usize {
    asked.iter().filter(|asked| asked.call == call).count()
}

/// Answers and errors about an invocation.
fn answers<'a>(asked: &'a [Asked], request_id: &str) -> Vec<&'a Asked> {
    asked.iter().filter(|asked| asked.request_id == request_id).collect()
}

/// The answers are all here when every worker asks again.
fn settled(function: &mut Trouble, workers: usize, events: usize) -> Vec<Asked> {
    function.wait(|asked| count(asked, "next") == workers + events).expect("it does not end")
}

/// AWS sends an address and a port. `cargo lambda watch` sends a URL with a path, for each function its own.
#[test]
fn the_address_may_be_a_name_or_a_url_with_a_path() {
    for address in ["localhost:PORT", "[::1]:PORT", "http://127.0.0.1:PORT", "http://127.0.0.1:PORT/.rt/probe"] {
        let mut function = Trouble::start_at(address, env!("CARGO_BIN_EXE_probe"), [Step::event("one", LOOK)]);
        let asked = function.wait(|asked| answers(asked, "one").len() == 1);
        let asked = asked.unwrap_or_else(|status| panic!("{address} ended it: {status}"));
        assert_eq!(answers(&asked, "one")[0].call, "response", "{address}");
    }
}

/// The body of an event comes in any way that HTTP has: <https://www.rfc-editor.org/rfc/rfc9112#section-6.3>.
#[test]
fn an_event_is_as_long_as_its_reply_says_in_whatever_way() {
    let length = LOOK.len();
    let (first, rest) = LOOK.split_at(10);
    let chunks = format!("{:x}\r\n{first}\r\n{:x};x=y\r\n{rest}\r\n0\r\n\r\n", first.len(), rest.len());
    let event = |id: &str, framed: &str| format!("{}{framed}", head_of_event(id));
    let steps = [
        Step::RawAndOpen(event("chunked", &format!("transfer-encoding: chunked\r\n\r\n{chunks}"))),
        Step::Raw(event("until-the-end", &format!("connection: close\r\n\r\n{LOOK}"))),
        Step::Raw(event("closing", &format!("connection: close\r\ncontent-length: {length}\r\n\r\n{LOOK}"))),
        // What follows a reply is none, and ends the connection.
        Step::RawAndOpen(event("trailing", &format!("content-length: {length}\r\n\r\n{LOOK}and more"))),
        Step::event("plain", LOOK),
    ];
    let mut function = start(1, steps);
    let asked = function.wait(|asked| answers(asked, "plain").len() == 1).expect("it does not end");
    for id in ["chunked", "until-the-end", "closing", "trailing", "plain"] {
        let [answer] = answers(&asked, id)[..] else { panic!("{id}: {asked:?}") };
        assert_eq!(answer.call, "response", "{id}");
    }
}

/// Lambda sends none of more than 6 MB; the emulators do.
#[test]
fn an_event_of_seven_megabytes_is_answered() {
    let padding = "x".repeat(7 * 1024 * 1024);
    let event = format!(r#"{{"interface":"probe","operation":"look","params":{{}},"padding":"{padding}"}}"#);
    let mut function = start(1, [Step::event("large", &event), Step::event("small", LOOK)]);
    let asked = function.wait(|asked| answers(asked, "small").len() == 1).expect("it does not end");
    assert_eq!(answers(&asked, "large").len(), 1);
    assert_eq!(answers(&asked, "small")[0].call, "response");
}

/// It is no trouble, and nobody waits for a pause: the next call connects anew.
#[test]
fn a_connection_that_ends_between_two_calls_is_replaced() {
    let mut function = start(1, [Step::last_event("one", LOOK), Step::last_event("two", LOOK), Step::Status(403)]);
    let asked = settled(&mut function, 1, 2);
    for id in ["one", "two"] {
        assert_eq!(answers(&asked, id).len(), 1, "{asked:?}");
    }
    let line = function.log.find(|line| line.contains("the Runtime API gave no event"));
    assert!(line.contains("403 Forbidden"), "{line}");
}

/// Whoever waits for the answer is told; else it would be a time-out.
#[test]
fn an_event_with_headers_that_cannot_be_read_is_answered_with_an_error() {
    for event in [
        Step::event_without("lambda-runtime-deadline-ms", "bad", LOOK),
        Step::event_with(("lambda-runtime-deadline-ms", "s3cr3t"), "bad", LOOK),
    ] {
        let mut function = start(1, [event]);
        let asked = settled(&mut function, 1, 1);
        let [answer] = answers(&asked, "bad")[..] else { panic!("{asked:?}") };
        assert_eq!(answer.call, "error");
        let error: Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(error["errorType"], "Gateway.BadInvocation");
        assert!(!answer.body.contains("s3cr3t"), "{}", answer.body);
    }
}

#[test]
fn an_answer_that_is_refused_is_not_sent_again() {
    for concurrency in [1, 2] {
        for trouble in [400, 403, 410, 413, 500].map(Step::Status).into_iter().chain([Step::Drop, Step::Half]) {
            let mut function = start(concurrency, []);
            function.reply_to_post(trouble.clone());
            function.give(Step::event("refused", LOOK));
            let refused = |asked: &[Asked]| !answers(asked, "refused").is_empty();
            function.wait(refused).expect("it answers");
            function.give(Step::event("good", LOOK));
            let asked = function.wait(|asked| !answers(asked, "good").is_empty()).expect("it lives on");
            assert_eq!(answers(&asked, "refused").len(), 1, "{trouble:?}: {asked:?}");
        }
    }
}

#[test]
fn a_refused_answer_leaves_the_process_alive() {
    for concurrency in [1, 2] {
        for status in [400, 403, 410, 413, 500] {
            let mut function = start(concurrency, []);
            function.reply_to_post(Step::Status(status));
            function.give(Step::event("refused", LOOK));
            function.wait(|asked| !answers(asked, "refused").is_empty()).expect("it answers");
            function.give(Step::event("good", LOOK));
            let asked = function.wait(|asked| !answers(asked, "good").is_empty());
            let asked = asked.unwrap_or_else(|ended| panic!("{status} ended it: {ended}"));
            assert_eq!(answers(&asked, "good")[0].call, "response");
        }
    }
}

#[test]
fn a_lost_connection_for_an_answer_leaves_the_process_alive() {
    for concurrency in [1, 2] {
        for trouble in [Step::Drop, Step::Half] {
            let mut function = start(concurrency, []);
            function.reply_to_post(trouble);
            function.give(Step::event("lost", LOOK));
            function.wait(|asked| !answers(asked, "lost").is_empty()).expect("it answers");
            function.give(Step::event("good", LOOK));
            function.wait(|asked| !answers(asked, "good").is_empty()).expect("it lives on");
        }
    }
}

#[test]
fn each_worker_has_one_call_for_the_next_event_under_way_however_long_it_takes() {
    for concurrency in [1, 3] {
        let mut function = start(concurrency, []);
        settled(&mut function, concurrency, 0);
        // Nothing can be seen not to happen but by waiting.
        std::thread::sleep(Duration::from_millis(200));
        assert_eq!(function.asked().len(), concurrency);
        function.give(Step::event("late", LOOK));
        let asked = settled(&mut function, concurrency, 1);
        assert_eq!(answers(&asked, "late").len(), 1);
    }
}

#[test]
fn an_event_that_comes_twice_is_answered_each_time() {
    let attempt = |id| Step::event_with(("lambda-runtime-invocation-id", id), "twice", LOOK);
    let mut function = start(1, [attempt("first"), attempt("second")]);
    let asked = settled(&mut function, 1, 2);
    let named: Vec<_> = answers(&asked, "twice")
        .into_iter()
        .map(|answer| answer.headers.iter().find(|(name, _)| name == "lambda-runtime-invocation-id"))
        .map(|header| header.map(|(_, value)| value.as_str()))
        .collect();
    assert_eq!(named, [Some("first"), Some("second")], "an answer names the attempt that it is to");
}

#[test]
fn a_failed_start_is_told_once_with_its_type_and_ends_the_process() {
    let mut function = Trouble::start_in(&[("PROBE_FAILS_TO_START", "told")], env!("CARGO_BIN_EXE_probe"), []);
    let status = function.wait(|_| false).expect_err("it ends");
    assert_eq!(status.code(), Some(1));
    let asked = function.asked();
    let [told] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(told.call, "init");
    let error: Value = serde_json::from_str(&told.body).expect("JSON");
    assert_eq!(error, json!({ "errorType": "Probe.FailsToStart", "errorMessage": "the probe does not start" }));
    let header = told.headers.iter().find(|(name, _)| name == "lambda-runtime-function-error-type");
    assert_eq!(header.map(|(_, value)| value.as_str()), Some("Probe.FailsToStart"));
}

#[test]
fn routes_that_overlap_are_a_failed_start_that_names_both_places() {
    let mut function = Trouble::start_in(&[("PROBE_OVERLAPS", "1")], env!("CARGO_BIN_EXE_probe"), []);
    let status = function.wait(|_| false).expect_err("it ends");
    assert_eq!(status.code(), Some(1));
    let asked = function.asked();
    let [told] = asked.as_slice() else { panic!("{asked:?}") };
    let error: Value = serde_json::from_str(&told.body).expect("JSON");
    assert_eq!((told.call.as_str(), &error["errorType"]), ("init", &json!("Gateway.StartFailed")));
    let message = error["errorMessage"].as_str().expect("a message");
    for operation in ["`files.one` at tests/src/bin/probe.rs:", "`files.any` at tests/src/bin/probe.rs:"] {
        assert!(message.contains(operation), "{message}");
    }
}

#[test]
fn only_a_start_that_somebody_waits_for_is_cold() {
    for (kind, is_cold) in [("on-demand", true), ("lambda-managed-instances", true), ("provisioned-concurrency", false)]
    {
        let environment = [("AWS_LAMBDA_INITIALIZATION_TYPE", kind)];
        let mut function = Trouble::start_in(&environment, env!("CARGO_BIN_EXE_probe"), [Step::event("first", LOOK)]);
        let asked = settled(&mut function, 1, 1);
        let seen: Value = serde_json::from_str(&answers(&asked, "first")[0].body).expect("JSON");
        assert_eq!(seen["cold_start"], is_cold, "{kind}");
    }
}

#[test]
fn headers_that_may_be_missing_may_be_missing() {
    for header in ["lambda-runtime-trace-id", "lambda-runtime-invoked-function-arn"] {
        let mut function = start(1, [Step::event_without(header, "bare", LOOK)]);
        let asked = settled(&mut function, 1, 1);
        assert_eq!(answers(&asked, "bare")[0].call, "response", "{header}");
    }
}

#[test]
fn a_header_that_nobody_looks_at_may_hold_anything() {
    for header in ["lambda-runtime-client-context", "lambda-runtime-cognito-identity"] {
        let mut function = start(1, [Step::event_with((header, "no JSON"), "odd", LOOK)]);
        let asked = settled(&mut function, 1, 1);
        assert_eq!(answers(&asked, "odd")[0].call, "response", "{header}");
    }
}

/// `cargo lambda watch` says that every deadline is ten minutes after the epoch.
#[test]
fn a_deadline_that_makes_no_sense_is_none() {
    let event = Step::event_with(("lambda-runtime-deadline-ms", "600000"), "old", LOOK);
    let mut function = start(1, [event]);
    let asked = settled(&mut function, 1, 1);
    let [answer] = answers(&asked, "old")[..] else { panic!("{asked:?}") };
    assert_eq!(answer.call, "response");
    let seen: Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(seen["request_id"], json!("old"));
}

/// The hook ends when the answer is seen, so it cannot run before it; and the next event is asked for when it has ended.
#[test]
fn what_follows_an_answer_neither_delays_it_nor_ends_the_process() {
    let seen = std::env::temp_dir().join(format!("probe-follows-{}", std::process::id()));
    let environment = [("PROBE_FOLLOWS", seen.to_str().expect("it is text"))];
    let events = [Step::event("first", LOOK), Step::event("second", LOOK)];
    let mut function = Trouble::start_in(&environment, env!("CARGO_BIN_EXE_probe"), events);
    let asked = function.wait(|asked| answers(asked, "first").len() == 1).expect("it does not end");
    assert_eq!(count(&asked, "next"), 1, "the hook still runs: {asked:?}");
    std::fs::write(&seen, "").expect("it can be made");
    let asked = settled(&mut function, 1, 2);
    std::fs::remove_file(&seen).expect("it is there");
    assert_eq!(answers(&asked, "second")[0].call, "response");
    for request_id in ["first", "second"] {
        function.log.find(|line| line == format!("the probe follows {request_id}"));
        function.log.find(|line| line.contains("the probe stumbles"));
    }
}
