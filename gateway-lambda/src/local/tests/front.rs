//! Plain HTTP, as through a Function URL.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{desk, header, next, post, request, send, spawn, text, value, with};

/// What the function gets for a request, but for what differs from one to the next.
async fn seen(request: http::Request<http_body_util::Full<bytes::Bytes>>) -> Value {
    let desk = desk();
    let caller = spawn(&desk, request);
    let (id, event) = next(&desk).await;
    let trace_id = header(&event, "lambda-runtime-trace-id").to_owned();
    let mut event = value(event).await;
    let context = event["requestContext"].as_object_mut().unwrap();
    assert_eq!(context.remove("requestId"), Some(json!(id)));
    let epoch = context.remove("timeEpoch").unwrap().as_u64().unwrap();
    assert!(epoch > 1_700_000_000_000, "milliseconds: {epoch}");
    let time = context.remove("time").unwrap();
    let time = time.as_str().unwrap();
    assert!(time.len() == 26 && time.ends_with(" +0000") && time.as_bytes()[2] == b'/', "{time}");
    assert_eq!(event["headers"].as_object_mut().unwrap().remove("x-amzn-trace-id"), Some(json!(trace_id)));
    post(&desk, &id, "response", "{}").await;
    let reply = caller.await.unwrap();
    assert_eq!(
        (header(&reply, "x-amzn-requestid"), header(&reply, "x-amzn-trace-id")),
        (id.as_str(), trace_id.as_str())
    );
    event
}

#[tokio::test]
async fn a_request_is_a_function_urls_event() {
    let get = request(Method::GET, "/a%20b/c?x=1&y=%C3%BC+z&x=2&empty", "");
    let get = with(with(get, "cookie", "one=1; two=2"), "cookie", "three=3");
    let get = with(with(with(get, "x-many", "1"), "X-Many", "2"), "user-agent", "probe/1");
    let expected = json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/a%20b/c",
        "rawQueryString": "x=1&y=%C3%BC+z&x=2&empty",
        "cookies": ["one=1", "two=2", "three=3"],
        "headers": {
            "host": "127.0.0.1:9000",
            "user-agent": "probe/1",
            "x-forwarded-for": "127.0.0.1",
            "x-forwarded-port": "9000",
            "x-forwarded-proto": "http",
            "x-many": "1,2",
        },
        "queryStringParameters": { "x": "1,2", "y": "ü z", "empty": "" },
        "requestContext": {
            "accountId": "anonymous",
            "apiId": "local",
            "domainName": "127.0.0.1",
            "domainPrefix": "127",
            "http": {
                "method": "GET",
                "path": "/a%20b/c",
                "protocol": "HTTP/1.1",
                "sourceIp": "127.0.0.1",
                "userAgent": "probe/1",
            },
            "routeKey": "$default",
            "stage": "$default",
        },
        "isBase64Encoded": false,
    });
    assert_eq!(seen(get).await, expected);
}

#[tokio::test]
async fn text_stays_text_and_all_else_is_base64() {
    for (kind, body, expected, is_base64) in [
        (Some("application/json; charset=utf-8"), &b"{}"[..], "{}", true),
        (Some("text/plain"), "ü".as_bytes(), "ü", true),
        (Some("application/problem+json"), b"{}", "{}", true),
        (Some("text/plain"), &[255], "/w==", false),
        (Some("application/x-www-form-urlencoded"), b"a=1", "YT0x", false),
        (Some("image/png"), b"a", "YQ==", false),
        (None, b"a", "YQ==", false),
    ] {
        let mut post = request(Method::POST, "/", body.to_vec());
        if let Some(kind) = kind {
            post = with(post, "content-type", kind);
        }
        let event = seen(post).await;
        assert_eq!(
            (event["body"].as_str(), event["isBase64Encoded"].as_bool()),
            (Some(expected), Some(!is_base64)),
            "{kind:?}"
        );
    }
}

#[tokio::test]
async fn an_answer_is_a_reply() {
    let desk = desk();
    let caller = spawn(&desk, request(Method::PUT, "/x", ""));
    let (id, _) = next(&desk).await;
    let answer = json!({ "statusCode": 418, "headers": { "x-a": "b" }, "cookies": ["a=1", "b=2"], "body": "short" });
    post(&desk, &id, "response", answer.to_string()).await;
    let reply = caller.await.unwrap();
    assert_eq!((reply.status(), header(&reply, "x-a")), (StatusCode::IM_A_TEAPOT, "b"));
    assert_eq!(reply.headers().get_all("set-cookie").iter().count(), 2);
    assert_eq!(text(reply).await, "short");
}

#[tokio::test]
async fn errors_of_the_function_are_not_shown() {
    for (what, body) in
        [("error", r#"{"errorType":"A.B","errorMessage":"s3cr3t"}"#), ("response", r#"{"statusCode":0}"#)]
    {
        let desk = desk();
        let caller = spawn(&desk, request(Method::GET, "/", ""));
        let (id, _) = next(&desk).await;
        post(&desk, &id, what, body).await;
        let reply = caller.await.unwrap();
        assert_eq!((reply.status(), header(&reply, "x-amzn-requestid")), (StatusCode::BAD_GATEWAY, id.as_str()));
        assert_eq!(text(reply).await, "Internal Server Error");
    }
}

#[tokio::test]
async fn what_no_event_can_hold_is_refused() {
    for size in [6 * 1024 * 1024 + 1, 5 * 1024 * 1024] {
        // Of base64, five megabytes are almost seven.
        let reply = send(&desk(), request(Method::POST, "/", vec![0; size])).await;
        assert_eq!(reply.status(), StatusCode::PAYLOAD_TOO_LARGE, "{size}");
    }
}

#[tokio::test]
async fn foreign_pages_are_refused_everywhere() {
    for path in ["/", super::INVOKE, super::NEXT, "/_console/", "/_console/api/function", "/_console/api/calls"] {
        for (name, value) in
            [("host", "rebound.example.com"), ("origin", "https://example.com"), ("sec-fetch-site", "cross-site")]
        {
            let mut foreign = request(Method::GET, path, "");
            foreign.headers_mut().insert(name, value.parse().unwrap());
            assert_eq!(send(&desk(), foreign).await.status(), StatusCode::FORBIDDEN, "{path} {name}");
        }
    }
    let link = |path| {
        let link = with(request(Method::GET, path, ""), "sec-fetch-site", "cross-site");
        with(with(link, "sec-fetch-mode", "navigate"), "sec-fetch-dest", "document")
    };
    for path in [super::INVOKE, super::NEXT] {
        assert_eq!(send(&desk(), link(path)).await.status(), StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(seen(link("/page")).await["rawPath"], "/page");
}

#[tokio::test]
async fn the_consoles_place_is_kept_and_no_more() {
    for path in ["/_console", "/_console/", "/_console/script.js"] {
        assert_eq!(send(&desk(), request(Method::GET, path, "")).await.status(), StatusCode::OK);
    }
    for path in ["/_consoles", "/2015-03-31/functions//invocations", "/2015-03-31/functions/a/b/invocations"] {
        assert_eq!(seen(request(Method::GET, path, "")).await["rawPath"], path);
    }
}
