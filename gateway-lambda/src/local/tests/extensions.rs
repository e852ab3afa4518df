//! What wants to hear of the end.

use futures_util::FutureExt as _;
use http::{Method, StatusCode};
use serde_json::json;
use uuid::Uuid;

use super::{NEXT, desk, header, request, send, spawn, value, with};

const REGISTER: &str = "/2020-01-01/extension/register";
const EXTENSION_NEXT: &str = "/2020-01-01/extension/event/next";

#[tokio::test]
async fn an_extension_registers_and_waits_for_events_that_never_come() {
    let desk = desk();
    let registration = || with(request(Method::POST, REGISTER, r#"{"events":[]}"#), "lambda-extension-name", "drain");
    let reply = send(&desk, registration()).await;
    assert_eq!(reply.status(), StatusCode::OK);
    let id = header(&reply, "lambda-extension-identifier").to_owned();
    assert!(Uuid::parse_str(&id).is_ok(), "{id}");
    assert_eq!(value(reply).await["functionName"], "probe");
    let next = spawn(&desk, with(request(Method::GET, EXTENSION_NEXT, ""), "lambda-extension-identifier", &id));
    tokio::task::yield_now().await;
    assert!(!next.is_finished());
    next.abort();
    assert!(send(&desk, request(Method::GET, NEXT, "")).now_or_never().is_none(), "it is no invocation");
}

#[tokio::test]
async fn what_the_local_runtime_would_not_do_is_refused() {
    let desk = desk();
    let named = |body: &'static str| with(request(Method::POST, REGISTER, body), "lambda-extension-name", "drain");
    for (request, status, error_type) in [
        (request(Method::POST, REGISTER, r#"{"events":[]}"#), 400, "Extension.InvalidExtensionName"),
        (named(r#"{"events":["INVOKE"]}"#), 400, "Extension.InvalidEventType"),
        (named("events"), 400, "InvalidRequestFormat"),
        (request(Method::GET, EXTENSION_NEXT, ""), 403, "Extension.MissingHeader"),
        (request(Method::POST, "/2020-01-01/extension/init/error", ""), 404, "NotFound"),
    ] {
        let reply = send(&desk, request).await;
        assert_eq!((reply.status().as_u16(), &value(reply).await["errorType"]), (status, &json!(error_type)));
    }
}
