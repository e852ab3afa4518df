//! The caller's side, and what is kept of an invocation.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use http::{Method, StatusCode};
use tokio::io::AsyncWriteExt;

use super::{
    INVOKE, desk, desk_of, event, header, invoke, is_function_error, next, post, request, send, spawn, text, value,
    with,
};
use crate::local::desk::ACCOUNT_CONCURRENCY;
use crate::local::output::Output;
use crate::local::process::Ended;
use crate::local::record::Status;
use crate::local::terminal::Stream;

#[tokio::test]
async fn what_is_not_json_never_reaches_the_function() {
    for event in ["{", "{} x", "nul"] {
        let reply = invoke(&desk(), event).await.unwrap();
        assert_eq!(reply.status(), StatusCode::BAD_REQUEST);
        assert_eq!(header(&reply, "x-amzn-errortype"), "InvalidRequestContentException");
        let message = value(reply).await["message"].to_string();
        assert!(message.contains("Could not parse request body into json"), "{message}");
    }
}

#[tokio::test]
async fn no_event_is_an_empty_object() {
    let desk = desk();
    let _caller = invoke(&desk, "");
    assert_eq!(text(next(&desk).await.1).await, "{}");
}

#[tokio::test]
async fn an_event_over_six_megabytes_is_refused() {
    let event = format!("\"{}\"", "x".repeat(6 * 1024 * 1024));
    let reply = send(&desk(), request(Method::POST, INVOKE, event)).await;
    assert_eq!(reply.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(header(&reply, "x-amzn-errortype"), "RequestTooLargeException");
}

#[tokio::test]
async fn invocation_types_other_than_the_usual() {
    let desk = desk();
    let typed = |kind| with(event("7"), "x-amz-invocation-type", kind);
    assert_eq!(send(&desk, typed("DryRun")).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(send(&desk, typed("Later")).await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(send(&desk, typed("Event")).await.status(), StatusCode::ACCEPTED);
    let (id, event) = next(&desk).await;
    assert_eq!(text(event).await, "7");
    assert_eq!(post(&desk, &id, "response", "null").await.status(), StatusCode::ACCEPTED);
}

#[tokio::test]
async fn the_callers_trace_is_kept() {
    let desk = desk();
    let traced = with(event("{}"), "x-amzn-trace-id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700");
    let _caller = spawn(&desk, traced);
    let (_, event) = next(&desk).await;
    assert_eq!(header(&event, "lambda-runtime-trace-id"), "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700");
}

#[tokio::test]
async fn what_nobody_waits_for_may_weigh_less() {
    let payload = format!("\"{}\"", "x".repeat(1024 * 1024));
    let asynchronous = with(event(payload.clone()), "x-amz-invocation-type", "Event");
    assert_eq!(send(&desk(), asynchronous).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let dry = with(event(payload), "x-amz-invocation-type", "DryRun");
    assert_eq!(send(&desk(), dry).await.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn headers_that_make_no_sense_are_refused() {
    for (name, value, exception) in [
        ("x-amz-log-type", "tail", "InvalidParameterValueException"),
        ("x-amz-client-context", "%", "InvalidRequestContentException"),
        ("x-amz-client-context", "Ww==", "InvalidRequestContentException"),
        ("x-amz-client-context", "W10=", "InvalidRequestContentException"),
    ] {
        let reply = send(&desk(), with(event("{}"), name, value)).await;
        assert_eq!(reply.status(), StatusCode::BAD_REQUEST, "{name}: {value}");
        assert_eq!(header(&reply, "x-amzn-errortype"), exception);
    }
    let reply = send(&desk(), request(Method::GET, INVOKE, "")).await;
    assert_eq!(reply.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn more_than_an_account_may_have_at_once_are_refused() {
    let desk = desk();
    for _ in 0..ACCOUNT_CONCURRENCY {
        let waits = with(event("{}"), "x-amz-invocation-type", "Event");
        assert_eq!(send(&desk, waits).await.status(), StatusCode::ACCEPTED);
    }
    for surplus in [event("{}"), request(Method::GET, "/", "")] {
        let reply = send(&desk, surplus).await;
        assert_eq!(reply.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(header(&reply, "x-amzn-errortype"), "TooManyRequestsException");
        assert_eq!(value(reply).await["Reason"], "ConcurrentInvocationLimitExceeded");
    }
}

#[tokio::test]
async fn the_tail_of_the_log_is_the_invocations_own() {
    let desk = desk();
    desk.process_started(None);
    desk.line(Stream::Out, b"while it starts");
    for (event_text, mark) in [("1", "first"), ("2", "second")] {
        let caller = spawn(&desk, with(event(event_text), "x-amz-log-type", "Tail"));
        let (id, _) = next(&desk).await;
        desk.line(Stream::Out, mark.as_bytes());
        desk.line(Stream::Error, b"and an error");
        post(&desk, &id, "response", "null").await;
        desk.line(Stream::Out, b"between two");
        let reply = caller.await.unwrap();
        let log = String::from_utf8(BASE64.decode(header(&reply, "x-amz-log-result")).unwrap()).unwrap();
        let lines: Vec<_> = log.lines().collect();
        let start = format!("START RequestId: {id} Version: $LATEST");
        assert_eq!(lines[..4], [&start, mark, "and an error", &format!("END RequestId: {id}")]);
        assert!(lines[4].starts_with(&format!("REPORT RequestId: {id}\tDuration: ")), "{log}");
        assert_eq!(lines[4].contains("Init Duration: "), mark == "first", "{log}");
        assert_eq!(lines.len(), 5);
    }
    let quiet = invoke(&desk, "3");
    let (id, _) = next(&desk).await;
    post(&desk, &id, "response", "null").await;
    assert_eq!(quiet.await.unwrap().headers().get("x-amz-log-result"), None);
}

/// As a process does that writes and then answers: the line is in a pipe still when the answer is here.
#[tokio::test]
async fn an_answer_does_not_overtake_what_was_logged_before_it() {
    let desk = desk();
    let (mut function, source) = tokio::io::duplex(64);
    desk.listen_to(vec![Output::follow(&desk, Stream::Out, source)]);
    for what in ["response", "error"] {
        let caller = invoke(&desk, "{}");
        let (id, _) = next(&desk).await;
        function.write_all(b"before the answer\n").await.unwrap();
        post(&desk, &id, what, "1").await;
        caller.await.unwrap();
        let log = desk.recent()[0].log.kept().to_vec();
        assert!(String::from_utf8(log).unwrap().contains("before the answer\nEND"), "{what}");
    }
}

#[tokio::test]
async fn lines_of_parallel_invocations_go_where_they_say() {
    let desk = desk_of(2);
    let (one, two) = (invoke(&desk, "1"), invoke(&desk, "2"));
    let ((one_id, _), (two_id, _)) = (next(&desk).await, next(&desk).await);
    desk.line(Stream::Out, format!(r#"{{"id":"{two_id}","n":2}}"#).as_bytes());
    desk.line(Stream::Out, format!(r#"{{"id":"{one_id}","n":1}}"#).as_bytes());
    desk.line(Stream::Out, b"about neither");
    for id in [&one_id, &two_id] {
        post(&desk, id, "response", "1").await;
    }
    one.await.unwrap();
    two.await.unwrap();
    let recent = desk.recent();
    for (record, id, n) in [(&recent[0], &two_id, "2"), (&recent[1], &one_id, "1")] {
        let log = String::from_utf8_lossy(record.log.kept()).into_owned();
        assert_eq!(record.request_id, *id);
        assert!(log.contains(&format!("\"n\":{n}")) && !log.contains("neither"), "{log}");
        assert_eq!(log.lines().count(), 4, "{log}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_came_of_an_invocation_is_remembered() {
    let desk = desk();
    desk.process_started(Some(std::process::id()));
    tokio::time::advance(Duration::from_millis(40)).await;
    let before = SystemTime::now();
    let caller = invoke(&desk, "{}");
    let (id, _) = next(&desk).await;
    tokio::time::advance(Duration::from_millis(25)).await;
    post(&desk, &id, "response", "\"four\"").await;
    caller.await.unwrap();

    let caller = invoke(&desk, "{}");
    let (id, _) = next(&desk).await;
    post(&desk, &id, "error", "{}").await;
    assert!(is_function_error(&caller.await.unwrap()));

    let caller = invoke(&desk, "{}");
    next(&desk).await;
    assert!(is_function_error(&caller.await.unwrap()));
    desk.process_ended(&Ended::Overrun);

    let caller = invoke(&desk, "{}");
    desk.wanted().await;
    desk.line(Stream::Error, b"thread 'main' panicked");
    desk.process_ended(&Ended::Exited("exit status 101".to_owned()));
    assert!(is_function_error(&caller.await.unwrap()));

    let recent = desk.recent();
    let statuses: Vec<_> = recent.iter().rev().map(|record| record.status).collect();
    let exit = Status::Error("Runtime.ExitError");
    assert_eq!(statuses, [Status::Success, Status::Failed, Status::Timeout, exit]);
    let first = &recent[3];
    assert_eq!(first.duration, Duration::from_millis(25));
    assert_eq!(first.init, Some(Duration::from_millis(40)));
    assert_eq!(first.billed(), Duration::from_millis(65));
    assert_eq!((first.answer_bytes, first.memory_mb), (6, 128));
    assert!(first.started >= before);
    #[cfg(target_os = "linux")]
    assert!(first.max_memory_used_mb.is_some_and(|used| used > 0));
    assert_eq!(recent[1].duration, Duration::from_secs(3));
    let log = String::from_utf8_lossy(recent[1].log.kept()).into_owned();
    assert!(log.contains(&format!("{} Task timed out after 3.00 seconds\nEND", recent[1].request_id)), "{log}");
    let log = String::from_utf8_lossy(recent[0].log.kept()).into_owned();
    assert!(log.starts_with("thread 'main' panicked\nSTART"), "{log}");
    assert!(log.contains("Error: Runtime exited with error: exit status 101\nRuntime.ExitError\nEND"), "{log}");
}

#[tokio::test]
async fn a_hundred_invocations_are_remembered() {
    let desk = desk();
    for _ in 0..103 {
        let caller = invoke(&desk, "{}");
        let (id, _) = next(&desk).await;
        post(&desk, &id, "response", "1").await;
        caller.await.unwrap();
    }
    assert_eq!(desk.recent().len(), 100);
}
