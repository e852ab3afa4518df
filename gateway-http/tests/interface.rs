//! Every operation: a call by name gives and sends what the typed call gives and sends.

#![cfg(feature = "interface")]

gateway_runtime::gateway! { pub Gateway { gateway_http::http_client } }

use std::collections::BTreeMap;
use std::fmt::Display;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use gateway_http::{Client, HttpClient};
use gateway_runtime::{ErrorKind, GatewayError, Json, Params, with_cores};
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::gateway::*;
use peer::{Peer, answer};

/// The answer as JSON without its times, or the text of the error; and what the peer received.
type Seen = (Result<Value, String>, Vec<String>);

/// Echoes the body, in two headers of one name and two cookies.
fn echo() -> Peer {
    Peer::new(|_, request| {
        let headers = [("x-a", "1"), ("x-a", "2"), ("set-cookie", "a=1"), ("set-cookie", "b=2")];
        vec![answer("201 Created", &headers, &request.body)]
    })
}

fn seen<T: Serialize, E: Display>(peer: &Peer, call: impl AsyncFnOnce() -> Result<T, E>) -> Seen {
    let before = peer.requests().len();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let outcome = with_cores(HttpClient::new(Client::new()), || runtime.block_on(call()));
    let outcome = outcome.map_err(|error| error.to_string()).map(|output| {
        let mut value = serde_json::to_value(output).unwrap();
        value.as_object_mut().unwrap().remove("timing");
        value
    });
    let requests = peer.requests().split_off(before);
    (outcome, requests.iter().map(|request| format!("{request:?}")).collect())
}

fn by_name(outcome: Result<Json, GatewayError>) -> Result<Value, String> {
    match outcome {
        Ok(json) => Ok(serde_json::from_str(json.as_str()).unwrap()),
        Err(error) => Err(std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string)),
    }
}

/// By enum, by name and as JSON: all as typed.
fn agree(peer: &Peer, operation: HttpClientOperation, params: &Map<String, Value>, typed: &Seen) {
    let name = operation.as_str();
    let text = Value::Object(params.clone()).to_string();
    let request = json!({ "interface": "http_client", "operation": name, "params": params }).to_string();
    assert_eq!(seen(peer, async || by_name(operation.execute(text.as_str()).await)), *typed, "{text}");
    let interface = GatewayInterface::HttpClient;
    assert_eq!(seen(peer, async || by_name(execute_operation(interface, name, Params::of(params)).await)), *typed);
    assert_eq!(seen(peer, async || by_name(execute_json(&request).await)), *typed, "{request}");
}

fn texts(name: &'static str) -> impl Strategy<Value = Option<BTreeMap<String, String>>> {
    prop::option::of(prop::collection::btree_map(name, "[ -~é]{0,8}", 0..3))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn all_ways_are_alike(
        path in "(/[a-z]{0,3}){0,2}",
        query in texts("[a-z &=]{1,4}"),
        headers in texts("[a-z]{1,4}|content-length"),
        json in prop::option::of("[ -~é\"]{0,8}"),
        body in prop::option::of(prop::collection::vec(any::<u8>(), 0..40)),
    ) {
        let peer = echo();
        let url = peer.url(&path);
        let time = Some(Duration::from_secs(9));
        let mut params = Map::new();
        params.insert("url".to_owned(), json!(url));
        params.insert("timeout".to_owned(), json!("9s"));
        params.extend(query.clone().map(|query| ("query".to_owned(), json!(query))));
        params.extend(headers.clone().map(|headers| ("headers".to_owned(), json!(headers))));
        let (q, h) = (|| query.clone(), || headers.clone());
        let typed = seen(&peer, async || http_client_get(&url, q(), h(), time).await);
        agree(&peer, HttpClientOperation::Get, &params, &typed);
        let typed = seen(&peer, async || http_client_delete(&url, q(), h(), time).await);
        agree(&peer, HttpClientOperation::Delete, &params, &typed);

        params.extend(json.clone().map(|json| ("json".to_owned(), json!(json))));
        params.extend(body.as_ref().map(|body| ("body".to_owned(), json!(BASE64_STANDARD.encode(body)))));
        let (j, b) = (|| json.clone().map(Value::from), body.as_deref());
        let typed = seen(&peer, async || http_client_post(&url, q(), h(), j(), b, time).await);
        agree(&peer, HttpClientOperation::Post, &params, &typed);
        let typed = seen(&peer, async || http_client_put(&url, q(), h(), j(), b, time).await);
        agree(&peer, HttpClientOperation::Put, &params, &typed);
        let typed = seen(&peer, async || http_client_patch(&url, q(), h(), j(), b, time).await);
        agree(&peer, HttpClientOperation::Patch, &params, &typed);
        params.insert("method".to_owned(), json!("REPORT"));
        let typed = seen(&peer, async || http_client_request("REPORT", &url, q(), h(), j(), b, time).await);
        agree(&peer, HttpClientOperation::Request, &params, &typed);
        if let (Ok(answer), None) = (&typed.0, &json) {
            let body = body.unwrap_or_default();
            let text = String::from_utf8(body.clone());
            prop_assert_eq!(&answer["is_base64"], &json!(text.is_err()));
            prop_assert_eq!(&answer["body"], &json!(text.unwrap_or_else(|_| BASE64_STANDARD.encode(&body))));
        }
    }
}

#[test]
fn an_answer_as_json() {
    let peer = echo();
    let (answer, _) = seen(&peer, async || http_client_post(&peer.url("/"), None, None, None, Some(b"hi"), None).await);
    let headers = json!({ "content-length": "2", "x-a": "1, 2" });
    let cookies = json!(["a=1", "b=2"]);
    let wanted = json!({ "status": 201, "headers": headers, "cookies": cookies, "body": "hi", "is_base64": false });
    assert_eq!(answer, Ok(wanted));
}

#[test]
fn retries_are_configured_by_name_for_the_operations_that_follow() {
    let peer = Peer::new(|_, _| vec![peer::Step::Close]);
    let url = peer.url("/");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    with_cores(HttpClient::new(Client::new()), || {
        let set = |params: &str| try_execute_now(GatewayInterface::HttpClient, "configure_retry", params);
        let answer = set(r#"{"attempts": 2, "first_pause": "1ms"}"#).unwrap();
        assert_eq!(answer.as_str(), r#"{"attempts":2,"first_pause_ms":1,"longest_pause_ms":2000}"#);
        assert_eq!(set(r#"{"attempts": 11}"#).unwrap_err().kind(), ErrorKind::OperationFailed);
        assert_eq!(http_client_configure_retry(None, None, None).unwrap().attempts, 2);
        runtime.block_on(http_client_get(&url, None, None, None)).unwrap_err();
        let stats = try_execute_now(GatewayInterface::HttpClient, "stats", ()).unwrap();
        assert_eq!(serde_json::to_value(http_client_stats()).unwrap().to_string(), {
            let stats: Value = serde_json::from_str(stats.as_str()).unwrap();
            stats.to_string()
        });
        assert_eq!((http_client_stats().retries, http_client_stats().failures), (1, 1));
    });
    assert_eq!(peer.requests().len(), 2);
}

#[test]
fn nothing_linked_is_forgotten_in_the_list() {
    assert!(verify_registry().is_ok());
    assert_eq!(gateway_runtime::linked_operations().len(), HttpClientOperation::ALL.len());
}
