use bytes::Bytes;
use http::{Method, Request, StatusCode};
use http_body_util::Full;
use serde_json::{Value, json};

use super::{desk, header, next, post, request, send, spawn, text, value, with};

fn api(path: &str, body: &Value) -> Request<Full<Bytes>> {
    let request = request(Method::POST, &format!("/_console/api/{path}"), body.to_string());
    with(request, "content-type", "application/json")
}

fn get(path: &str) -> Request<Full<Bytes>> {
    request(Method::GET, path, "")
}

#[tokio::test]
async fn the_page_may_load_its_own_files_and_nothing_else() {
    let desk = desk();
    let page = send(&desk, get("/_console")).await;
    let policy = header(&page, "content-security-policy").to_owned();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
    assert!(
        !policy.contains("unsafe") && !policy.contains('*') && policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
    let mut open = vec!["/_console".to_owned()];
    let mut seen = Vec::new();
    // Every file that the page names, and those that these name.
    while let Some(path) = open.pop() {
        let reply = send(&desk, get(&path)).await;
        assert_eq!((reply.status(), header(&reply, "content-security-policy")), (StatusCode::OK, &*policy), "{path}");
        let text = text(reply).await;
        // The name of a namespace is no address.
        assert!(!text.replace("http://www.w3.org/2000/svg", "").contains("://"), "{path}");
        let names = text.split(['"', '\'']).filter_map(|part| match part.strip_prefix("./") {
            Some(name) => Some(format!("/_console/{name}")),
            None => part.starts_with("/_console/").then(|| part.to_owned()),
        });
        let names: Vec<_> = names.filter(|name| !seen.contains(name) && !open.contains(name)).collect();
        open.extend(names);
        seen.push(path);
    }
    seen.sort_unstable();
    let script = [
        "answer",
        "charts",
        "docs",
        "dom",
        "events",
        "form",
        "free_tier",
        "json",
        "operations",
        "schema",
        "script",
        "statistics",
    ];
    let mut expected: Vec<_> = script.iter().map(|name| format!("/_console/{name}.js")).collect();
    expected.extend(["/_console", "/_console/icon.svg", "/_console/style.css"].map(str::to_owned));
    expected.sort_unstable();
    assert_eq!(seen, expected);
    assert_eq!(send(&desk, get("/_console/nothing.js")).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_call_is_an_invocation_whose_event_nobody_else_can_send() {
    let desk = desk();
    let body = json!({ "interface": "notes", "operation": "read", "params": { "name": "tea" } });
    let called = spawn(&desk, api("calls", &body));
    let (id, event) = next(&desk).await;
    let event = text(event).await;
    assert!(serde_json::from_str::<Value>(&event).is_err(), "JSON can be sent from outside");
    let call = event.strip_prefix(desk.console().key()).expect("the key comes first");
    assert_eq!(serde_json::from_str::<Value>(call).unwrap(), body);

    assert_eq!(post(&desk, &id, "response", r#"{"n":18446744073709551616}"#).await.status(), StatusCode::ACCEPTED);
    let answer = value(called.await.unwrap()).await;
    assert_eq!((&answer["isError"], &answer["answer"]), (&json!(false), &json!(r#"{"n":18446744073709551616}"#)));
    let invocation = &answer["invocation"];
    assert_eq!((&invocation["what"], &invocation["status"]), (&json!("notes.read"), &json!("success")));
    assert_eq!((&invocation["requestId"], &invocation["memoryMb"]), (&json!(id), &json!(128)));
    assert!(invocation["log"].as_str().unwrap().contains("REPORT RequestId"), "{invocation}");

    let list = value(send(&desk, get("/_console/api/invocations")).await).await;
    assert_eq!((list[0]["requestId"].as_str(), &list[0]["log"]), (Some(&*id), &Value::Null));
    let one = value(send(&desk, get(&format!("/_console/api/invocations/{id}"))).await).await;
    assert_eq!(&one, invocation);
    let none = send(&desk, get("/_console/api/invocations/none")).await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_event_is_sent_as_it_is_and_an_error_comes_back_as_one() {
    let desk = desk();
    let event = json!({ "Records": [{ "eventSource": "aws:sqs" }] });
    let sent = spawn(&desk, api("events", &event));
    let (id, got) = next(&desk).await;
    assert_eq!(value(got).await, event);
    post(&desk, &id, "error", r#"{"errorType":"Orders.Lost","errorMessage":"gone"}"#).await;
    let answer = value(sent.await.unwrap()).await;
    assert_eq!((&answer["isError"], &answer["invocation"]["what"]), (&json!(true), &json!("sqs")));
    assert_eq!(answer["invocation"]["status"], "error");
}

#[tokio::test]
async fn what_is_no_call_and_no_event_is_refused_at_once() {
    let desk = desk();
    for (path, body, status) in [
        ("calls", "{}", StatusCode::BAD_REQUEST),
        ("calls", r#"{"interface": "notes"}"#, StatusCode::BAD_REQUEST),
        ("events", "{", StatusCode::BAD_REQUEST),
        ("answers/17", "{}", StatusCode::NOT_FOUND),
        ("nothing", "{}", StatusCode::NOT_FOUND),
    ] {
        let request = request(Method::POST, &format!("/_console/api/{path}"), body);
        let reply = send(&desk, with(request, "content-type", "application/json")).await;
        assert_eq!(reply.status(), status, "{path} {body}");
    }
    let put = request(Method::PUT, "/_console/api/events", "{}");
    assert_eq!(send(&desk, put).await.status(), StatusCode::METHOD_NOT_ALLOWED);
}

/// A browser lets any page of this machine post these without asking.
#[tokio::test]
async fn what_a_page_may_post_unasked_is_refused() {
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let post = with(request(Method::POST, "/_console/api/events", "{}"), "content-type", kind);
        assert_eq!(send(&desk(), post).await.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
    let post = request(Method::POST, "/_console/api/events", "{}");
    assert_eq!(send(&desk(), post).await.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn without_a_process_there_is_nobody_to_ask() {
    for question in ["description", "statistics", "free_tier"] {
        let reply = send(&desk(), get(&format!("/_console/api/{question}"))).await;
        assert_eq!(reply.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
    let function = value(send(&desk(), get("/_console/api/function")).await).await;
    assert_eq!(function, json!({ "name": "probe", "memoryMb": 128, "timeoutSeconds": 3.0, "concurrency": 1 }));
}
