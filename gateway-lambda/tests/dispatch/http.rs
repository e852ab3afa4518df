//! Requests: where parameters come from, and how results and errors are answered.

use gateway_lambda::http::Cors;
use gateway_runtime::Context;
use http::HeaderValue;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::service::{ask, host, invoke, invoke_in, parts, request};

/// Where the parameters of [`search`](crate::service::orders::search) are in its result.
const SEARCH: [&str; 10] = ["text", "limit", "exact", "price", "color", "id", "code", "tags", "counts", "sizes"];

async fn search(query: &str) -> (u64, Value) {
    ask("GET", &format!("/orders?{query}"), "").await
}

/// The parameters that an answer with `400` is about.
fn bad(body: &Value) -> Vec<&str> {
    let errors = body["errors"].as_array().unwrap();
    errors.iter().map(|error| error["parameter"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_text_reaches_a_parameter_of_any_kind() {
    for (query, name, expected) in [
        ("text=7", "text", json!("7")),
        ("text=a%20b+c", "text", json!("a b c")),
        ("text=", "text", json!("")),
        ("limit=7", "limit", json!(7)),
        ("exact=true", "exact", json!(true)),
        ("price=1e2", "price", json!(100.0)),
        ("color=red", "color", json!("red")),
        ("id=18446744073709551615", "id", json!(u64::MAX)),
        ("code=17", "code", json!("17")),
        ("tags=a", "tags", json!(["a"])),
        ("tags=a&tags=1", "tags", json!(["a", "1"])),
        ("counts=1", "counts", json!([1])),
        ("counts=1&counts=2", "counts", json!([1, 2])),
        ("sizes=1", "sizes", json!([1])),
        ("sizes=1&sizes=2", "sizes", json!([1, 2])),
        ("unknown=1&limit=3", "limit", json!(3)),
    ] {
        let (status, body) = search(query).await;
        assert_eq!(status, 200, "{query}: {body}");
        for (place, parameter) in SEARCH.into_iter().enumerate() {
            let expected = if parameter == name { &expected } else { &Value::Null };
            assert_eq!(&body[place], expected, "{query}: {parameter}");
        }
    }
}

#[tokio::test]
async fn every_bad_parameter_is_told_at_once() {
    let (status, body) = search("limit=x&exact=1&color=green&id=x&sizes=300&text=ok&price=1&price=2").await;
    assert_eq!(status, 400);
    assert_eq!(bad(&body), ["limit", "exact", "price", "color", "id", "sizes"]);
    assert_eq!(body["correlation_id"], "request-1");
    let (status, body) = ask("PUT", "/orders/x?count=-1", r#"{"item": 5, "items": []}"#).await;
    assert_eq!(status, 400);
    let mut names = bad(&body);
    names.sort_unstable();
    assert_eq!(names, ["count", "id", "item", "items"]);
}

#[tokio::test]
async fn no_value_is_told() {
    for (method, target, body) in [
        ("GET", "/orders?limit=hunter2", ""),
        ("GET", "/orders/hunter2", ""),
        ("POST", "/orders", r#"{"item": "hunter2", "count": "hunter2"}"#),
        ("POST", "/orders", r#"{"item": "hunter2"#),
    ] {
        let (status, body) = ask(method, target, body).await;
        assert_eq!(status, 400);
        assert!(!body.to_string().contains("hunter2"), "{body}");
    }
}

#[tokio::test]
async fn the_address_wins_over_the_body_and_a_header_is_not_in_it() {
    let body = r#"{"id": 1, "item": "tea", "count": 2}"#;
    assert_eq!(ask("PUT", "/orders/7?count=9", body).await, (200, json!([7, "tea", 9, null])));
    assert_eq!(ask("PUT", "/orders/7", body).await, (200, json!([7, "tea", 2, null])));

    let with_header = request("PUT", "/orders/7", &[("X-Api-Version", "3")], r#"{"item": "tea"}"#);
    assert_eq!(parts(&invoke(&with_header).await.unwrap()), (200, json!([7, "tea", null, 3])));
    let (status, body) = ask("PUT", "/orders/7", r#"{"item": "tea", "version": 3}"#).await;
    assert_eq!((status, bad(&body)), (400, vec!["version"]));
    let (status, body) = ask("PUT", "/orders/7?version=3", r#"{"item": "tea"}"#).await;
    assert_eq!((status, body), (200, json!([7, "tea", null, null])), "an unknown member of the query");
}

#[tokio::test]
async fn a_body_is_json_unless_a_parameter_takes_it_as_it_is() {
    let typed = |kind: &'static str, body: &'static str| async move {
        parts(&invoke(&request("POST", "/orders", &[("content-type", kind)], body)).await.unwrap())
    };
    let order = r#"{"item": "tea", "count": 3}"#;
    for kind in ["application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"] {
        assert_eq!(typed(kind, order).await, (201, json!(3)), "{kind}");
    }
    for kind in ["text/plain", "application/x-www-form-urlencoded", "", "json"] {
        assert_eq!(typed(kind, order).await.0, 415, "{kind}");
    }
    for wrong in ["{", r#"1, "x": 2"#, "tea"] {
        let (status, body) = ask("POST", "/orders", wrong).await;
        assert_eq!((status, &body["detail"]), (400, &json!("the body is not JSON")), "{wrong}");
    }
    let (status, body) = ask("POST", "/orders", "").await;
    assert_eq!((status, bad(&body)), (400, vec!["order"]));
    for wrong in ["[1]", "milk", "{} {}"] {
        for target in ["/orders/count", "/orders/count?items=a"] {
            let (status, body) = ask("POST", target, wrong).await;
            assert_eq!((status, &body["detail"]), (400, &json!("the body is not a JSON object")), "{wrong}");
        }
    }
    assert_eq!(ask("POST", "/orders/count", r#"{"items": ["a"]}"#).await, (200, json!(1)));
    assert_eq!(ask("POST", "/orders/count?items=a&items=b", "").await, (200, json!(2)));
    assert_eq!(ask("GET", "/orders/7", "no JSON, and nobody looks").await, (200, json!(7)));

    let text = invoke(&request("POST", "/text", &[("content-type", "text/plain")], "{a")).await.unwrap();
    assert_eq!((&text["body"], &text["headers"]["content-type"]), (&json!("<b>{a</b>"), &json!("text/html")));
    let mut bytes = request("POST", "/bytes", &[("content-type", "image/png")], "/wD+");
    bytes["isBase64Encoded"] = true.into();
    let bytes = invoke(&bytes).await.unwrap();
    assert_eq!((&bytes["body"], &bytes["isBase64Encoded"]), (&json!("/wD+"), &json!(true)));
    let mut broken = request("POST", "/text", &[], "/w==");
    broken["isBase64Encoded"] = true.into();
    assert_eq!(parts(&invoke(&broken).await.unwrap()).0, 400);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let service = host().max_body(10).build().unwrap();
    for (body, status) in [("0123456789", 400), ("01234567890", 413)] {
        let answer =
            invoke_in(&service, Context::default(), &request("POST", "/orders/count", &[], body)).await.unwrap();
        assert_eq!(answer["statusCode"], status, "{body}");
    }
}

#[tokio::test]
async fn a_result_is_answered_as_its_type_and_the_operation_say() {
    let answer = invoke(&request("POST", "/orders", &[], r#"{"item": "tea", "count": 3}"#)).await.unwrap();
    assert_eq!(answer["statusCode"], 201);
    assert_eq!(answer["headers"]["location"], "/orders/1");
    assert_eq!(answer["cookies"], json!(["a=1", "b=2"]));
    assert_eq!(answer["headers"]["content-type"], "application/json");

    assert_eq!(ask("GET", "/orders/7", "").await, (200, json!(7)));
    let (status, problem) = ask("GET", "/orders/70", "").await;
    assert_eq!((status, &problem["title"]), (404, &json!("Not Found")));
    assert_eq!(ask("DELETE", "/orders/7", "").await, (204, json!("")));
    assert_eq!(ask("GET", "/lie", "").await.0, 500);

    let stored = invoke(&request("GET", "/stored", &[], "")).await.unwrap();
    assert_eq!((&stored["statusCode"], &stored["headers"]["location"]), (&json!(200), &Value::Null));

    let head = invoke(&request("HEAD", "/orders/7", &[], "")).await.unwrap();
    assert_eq!((&head["statusCode"], &head["body"]), (&json!(200), &json!("")));
    assert_eq!(head["headers"]["content-length"], "1");
}

#[tokio::test]
async fn an_error_is_answered_with_its_status_and_no_more_than_it_may_say() {
    assert_eq!(ask("DELETE", "/orders/10", "").await.0, 409);
    let (status, body) = ask("DELETE", "/orders/11", "").await;
    assert_eq!((status, &body["detail"]), (503, &json!("not now")));
    let (status, body) = ask("GET", "/teapot", "").await;
    assert_eq!((status, &body["detail"]), (418, &json!("no coffee")));
    for target in ["/panic", "/fail", "/inner"] {
        let answer = invoke(&request("GET", target, &[], "")).await.unwrap();
        let expected = json!({
            "type": "about:blank", "title": "Internal Server Error", "status": 500, "correlation_id": "request-1"
        });
        assert_eq!(parts(&answer), (500, expected), "{target}");
        assert_eq!(answer["headers"]["content-type"], "application/problem+json");
    }
    let service = host().development(true).build().unwrap();
    let answer = invoke_in(&service, Context::default(), &request("GET", "/fail", &[], "")).await.unwrap();
    assert_eq!(parts(&answer).1["detail"], "operation `orders.fail`: disk full");
    let answer = invoke_in(&service, Context::default(), &request("GET", "/panic", &[], "")).await.unwrap();
    assert!(!answer.to_string().contains("hunter2"));
}

#[tokio::test]
async fn what_nothing_answers() {
    let (status, body) = ask("GET", "/order/7", "").await;
    assert_eq!((status, &body["detail"]), (404, &json!("nothing is served at this path")));
    assert_eq!(ask("GET", "/secret", "").await.0, 404);
    let answer = invoke(&request("PATCH", "/orders/7", &[], "")).await.unwrap();
    assert_eq!(answer["statusCode"], 405);
    assert_eq!(answer["headers"]["allow"], "GET, PUT, DELETE, HEAD, OPTIONS");
    let answer = invoke(&request("OPTIONS", "/orders/7", &[], "")).await.unwrap();
    assert_eq!((&answer["statusCode"], &answer["body"]), (&json!(204), &json!("")));
    assert_eq!(answer["headers"]["allow"], "GET, PUT, DELETE, HEAD, OPTIONS");
    assert_eq!(ask("OPTIONS", "/nowhere", "").await.0, 404);

    let service = host().development(true).build().unwrap();
    let answer = invoke_in(&service, Context::default(), &request("GET", "/order/7", &[], "")).await.unwrap();
    assert_eq!(parts(&answer).1["detail"], "nothing is served at this path, did you mean `/orders/{id}`?");
}

#[tokio::test]
async fn pages_of_other_origins() {
    let cors = Cors::origins([HeaderValue::from_static("https://shop.example")]);
    let service = host().cors(cors).build().unwrap();
    let send = |method: &'static str, target: &'static str| {
        let headers = [("origin", "https://shop.example"), ("access-control-request-method", "PUT")];
        let event = request(method, target, &headers, "");
        let service = &service;
        async move { invoke_in(service, Context::default(), &event).await.unwrap() }
    };
    let preflight = send("OPTIONS", "/orders/7").await;
    assert_eq!(preflight["statusCode"], 204);
    assert_eq!(preflight["headers"]["access-control-allow-methods"], "GET, PUT, DELETE, HEAD, OPTIONS");
    assert_eq!(preflight["headers"]["x-frame-options"], "DENY");
    for (target, status) in [("/orders/7", 200), ("/nowhere", 404), ("/fail", 500)] {
        let answer = send("GET", target).await;
        assert_eq!(answer["statusCode"], status);
        assert_eq!(answer["headers"]["access-control-allow-origin"], "https://shop.example", "{target}");
        assert_eq!(answer["headers"]["vary"], "origin");
    }
    let without = invoke(&request("GET", "/orders/7", &[("origin", "https://shop.example")], "")).await.unwrap();
    assert_eq!(without["headers"]["access-control-allow-origin"], Value::Null);
}

#[tokio::test]
async fn security_headers_unless_they_are_switched_off() {
    let answer = invoke(&request("GET", "/orders/7", &[], "")).await.unwrap();
    assert_eq!(answer["headers"]["x-content-type-options"], "nosniff");
    let service = host().security_headers(false).build().unwrap();
    let answer = invoke_in(&service, Context::default(), &request("GET", "/orders/7", &[], "")).await.unwrap();
    assert_eq!(answer["headers"], json!({"content-type": "application/json"}));
}

proptest! {
    /// Whatever a client sends, it is answered in the shape of a response.
    #[test]
    fn a_request_is_always_answered(
        method in prop::sample::select(&["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "X"][..]),
        path in prop_oneof!["/orders(/[0-9a-z%]{0,4})?", "/(text|bytes|panic|fail)", "\\PC{0,12}"],
        query in "[a-z&=%0-9\\[\\]\"]{0,24}",
        kind in prop::option::of("[a-z/+;]{0,16}"),
        body in "[\\[\\]{}:,\"a-z0-9 \u{e9}]{0,24}",
    ) {
        let headers: Vec<_> = kind.iter().map(|kind| ("content-type", kind.as_str())).collect();
        let event = request(method, &format!("{path}?{query}"), &headers, &body);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let answer = runtime.block_on(invoke(&event)).unwrap();
        let status = answer["statusCode"].as_u64().unwrap();
        prop_assert!((200..=599).contains(&status));
        if status >= 400 && method != "HEAD" {
            prop_assert_eq!(&parts(&answer).1["status"], &json!(status));
        }
    }

    /// A text in an address is the text that the operation takes, whatever is in it.
    #[test]
    fn a_text_passes_through_a_query(text: String) {
        let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("text", &text).finish();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (status, body) = runtime.block_on(search(&query));
        prop_assert_eq!((status, &body[0]), (200, &json!(text)));
    }
}
