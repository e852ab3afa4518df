//! The app as AWS runs it: the loop, against a Runtime API of the test's own.

use serde_json::json;
use tests::app::{RuntimeApi, event};

#[test]
fn an_event_is_answered_under_its_own_id() {
    let lambda = RuntimeApi::start(&[]);
    lambda.give("id-1", event("http-v2-health.json"));
    let answer = lambda.answer();
    assert_eq!((answer.request_id.as_str(), answer.kind.as_str()), ("id-1", "response"));
    assert_eq!(
        answer.body,
        json!({
            "statusCode": 200,
            "headers": {
                "cache-control": "no-store",
                "content-security-policy": "frame-ancestors 'none'",
                "content-type": "application/json",
                "strict-transport-security": "max-age=63072000",
                "x-content-type-options": "nosniff",
                "x-frame-options": "DENY",
            },
            "body": format!(r#"{{"status":"ok","version":"{}"}}"#, env!("CARGO_PKG_VERSION")),
            "isBase64Encoded": false,
        })
    );
    lambda.give("id-2", event("alexa-turn-on.json"));
    let answer = lambda.answer();
    assert_eq!((answer.request_id.as_str(), answer.kind.as_str()), ("id-2", "response"));
    assert_eq!(answer.body["event"]["payload"]["type"], "BRIDGE_UNREACHABLE");
}

#[test]
fn what_is_no_event_is_a_typed_error_and_the_process_lives_on() {
    let lambda = RuntimeApi::start(&[]);
    lambda.give("first", event("http-v2-note-put.json"));
    lambda.answer();
    let malformed =
        [("empty", &b""[..]), ("broken", b"{\"directive\": "), ("followed", b"{} {}"), ("latin", b"\"\xe9\"")];
    for (id, bad) in malformed {
        lambda.give(id, bad);
        let answer = lambda.answer();
        assert_eq!((answer.request_id.as_str(), answer.kind.as_str()), (id, "error"));
        assert_eq!(answer.body["errorType"], "Gateway.BadEvent");
        let message = answer.body["errorMessage"].as_str().expect("a message");
        assert!(message.starts_with("the event is not JSON: line "), "{message}");
    }
    lambda.give("last", event("http-v2-note-get.json"));
    let answer = lambda.answer();
    assert_eq!(answer.kind, "response");
    let body = answer.body["body"].as_str().expect("a body");
    assert!(body.contains("milk, bread"), "the same process, with its cache: {body}");
}

#[test]
fn parallel_events_keep_their_ids() {
    let lambda = RuntimeApi::start(&[("AWS_LAMBDA_MAX_CONCURRENCY", "8")]);
    let mut open: Vec<String> = (0..64).map(|index| format!("n{index}")).collect();
    for id in &open {
        let path = format!("/notes/{id}");
        let put = json!({
            "version": "2.0",
            "rawPath": path,
            "requestContext": { "http": { "method": "PUT", "path": path } },
            "body": json!({ "text": format!("text of {id}") }).to_string(),
        });
        lambda.give(id, put.to_string());
    }
    while !open.is_empty() {
        let answer = lambda.answer();
        let index = open.iter().position(|id| *id == answer.request_id).expect("each id is answered once");
        let id = open.swap_remove(index);
        let note = json!({ "name": id, "text": format!("text of {id}") });
        assert_eq!(answer.body["body"], note.to_string());
    }
}

#[test]
fn the_command_line_is_not_read_and_nothing_is_served() {
    let lambda = RuntimeApi::start(&[("GATEWAY_LOCAL_PORT", "not a port")]);
    lambda.give("id", event("http-v2-health.json"));
    assert_eq!(lambda.answer().kind, "response");
}

#[test]
fn who_sends_requests_is_helped_in_development_alone() {
    for (environment, helps) in [
        (&[][..], false),
        (&[("GATEWAY_DEV", "true")], true),
        (&[("POWERTOOLS_DEV", "1")], true),
        (&[("GATEWAY_DEV", "false"), ("POWERTOOLS_DEV", "true")], false),
    ] {
        let lambda = RuntimeApi::start(environment);
        let get = json!({ "rawPath": "/nots/tea", "requestContext": { "http": { "method": "GET" } } });
        lambda.give("id", get.to_string());
        let body = lambda.answer().body["body"].to_string();
        assert_eq!(body.contains("did you mean `/notes/{name}`?"), helps, "{environment:?}: {body}");
    }
}
