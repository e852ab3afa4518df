//! Trouble with the next event: the host pauses, and goes on.

use std::time::Duration;

use serde_json::{Value, json};
use tests::app::{Step, Trouble, head_of_event};

use crate::{LOOK, answers, start};

/// A loop that pauses takes its time for six calls of each worker; one that spins has made them in some milliseconds,
/// and on a slow machine in more, so that this can only pass by mistake, never fail.
fn never_spins(concurrency: usize, trouble: &Step) {
    let mut function = Trouble::always(env!("CARGO_BIN_EXE_probe"), concurrency, trouble.clone());
    let calls = 6 * concurrency;
    let asked = function.wait(|asked| asked.len() >= calls);
    let asked = asked.unwrap_or_else(|status| panic!("{trouble:?} ended it: {status}"));
    let took = asked[calls - 1].at - asked[0].at;
    assert!(took >= Duration::from_millis(100), "{calls} calls in {took:?} of {trouble:?}");
}

/// A trouble that passes leaves the process alive, and the next event is answered.
fn outlives(concurrency: usize, trouble: &Step) {
    let troubles = vec![trouble.clone(); concurrency];
    let mut function = start(concurrency, troubles);
    function.give(Step::event("good", LOOK));
    let asked = function
        .wait(|asked| answers(asked, "good").len() == 1 && asked.last().is_some_and(|last| last.call == "next"));
    let asked = asked.unwrap_or_else(|status| panic!("it ended: {status}"));
    let [answer] = answers(&asked, "good")[..] else { panic!("{asked:?}") };
    assert_eq!(answer.call, "response");
}

#[test]
fn failing_calls_for_the_next_event_make_a_single_worker_pause() {
    for status in [403, 410, 413, 500] {
        never_spins(1, &Step::Status(status));
    }
    for trouble in [Step::Close, Step::Drop, Step::Half] {
        never_spins(1, &trouble);
    }
    for header in ["lambda-runtime-aws-request-id", "lambda-runtime-deadline-ms"] {
        never_spins(1, &Step::event_without(header, "bad", LOOK));
    }
}

#[test]
fn failing_calls_for_the_next_event_make_several_workers_pause() {
    for status in [403, 410, 413, 500] {
        never_spins(2, &Step::Status(status));
    }
}

#[test]
fn broken_connections_make_several_workers_pause() {
    for trouble in [Step::Close, Step::Drop, Step::Half] {
        never_spins(2, &trouble);
    }
}

#[test]
fn events_without_what_every_event_has_make_several_workers_pause() {
    for header in ["lambda-runtime-aws-request-id", "lambda-runtime-deadline-ms"] {
        never_spins(2, &Step::event_without(header, "bad", LOOK));
    }
}

#[test]
fn a_refusal_is_logged_with_its_status_and_type() {
    let function = start(1, [Step::Status(403)]);
    let line = function.log.find(|line| line.contains("the Runtime API gave no event"));
    let record: Value = serde_json::from_str(&line).expect("the log is JSON");
    assert_eq!((&record["level"], &record["error"]), (&json!("WARNING"), &json!("403 Forbidden, `Trouble`")));
    assert!(record["pause_ms"].as_u64().is_some_and(|pause| (50..=100).contains(&pause)), "{record}");
}

#[test]
fn half_an_event_is_none() {
    let half = || Step::Raw(format!("{}content-length: 1000\r\n\r\n{LOOK}", head_of_event("half")));
    let chunk = || Step::Raw(format!("{}transfer-encoding: chunked\r\n\r\nff\r\n{LOOK}", head_of_event("half")));
    for trouble in [half(), chunk()] {
        never_spins(1, &trouble);
        outlives(1, &trouble);
        outlives(2, &trouble);
    }
    let mut function = start(1, [half(), Step::event("whole", LOOK)]);
    let asked = function.wait(|asked| answers(asked, "whole").len() == 1).expect("it does not end");
    assert!(answers(&asked, "half").is_empty(), "{asked:?}");
}

/// Else a worker that has seen much trouble would be slow for good.
#[test]
fn an_answered_event_makes_the_next_pause_short_again() {
    let trouble = || Step::Status(403);
    let steps = [trouble(), trouble(), trouble(), Step::event("good", LOOK), trouble()];
    let function = start(1, steps);
    let pauses = [(); 4].map(|()| {
        let line = function.log.find(|line| line.contains("the Runtime API gave no event"));
        let record: Value = serde_json::from_str(&line).expect("the log is JSON");
        record["pause_ms"].as_u64().expect("a number")
    });
    assert!(pauses[2] >= 200 && pauses[3] <= 100, "{pauses:?}");
}

#[test]
fn a_single_worker_outlives_a_broken_connection() {
    for trouble in [Step::Close, Step::Drop, Step::Half] {
        outlives(1, &trouble);
    }
}

#[test]
fn several_workers_outlive_broken_connections() {
    for trouble in [Step::Close, Step::Drop, Step::Half] {
        outlives(2, &trouble);
    }
}

#[test]
fn a_single_worker_outlives_refusals() {
    for status in [403, 410, 413, 500] {
        outlives(1, &Step::Status(status));
    }
}

#[test]
fn several_workers_outlive_refusals() {
    for status in [403, 410, 413, 500] {
        outlives(2, &Step::Status(status));
    }
}

#[test]
fn a_single_worker_outlives_an_event_without_its_headers() {
    for header in ["lambda-runtime-aws-request-id", "lambda-runtime-deadline-ms"] {
        outlives(1, &Step::event_without(header, "bad", LOOK));
    }
}

#[test]
fn several_workers_outlive_events_without_their_headers() {
    for header in ["lambda-runtime-aws-request-id", "lambda-runtime-deadline-ms"] {
        outlives(2, &Step::event_without(header, "bad", LOOK));
    }
}
