//! Both interfaces, request by request, without a socket and without a process.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use http_body_util::{BodyExt, Full};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::desk::Desk;
use super::reply::Reply;
use super::server::answer;

const INVOKE: &str = "/2015-03-31/functions/function/invocations";
const NEXT: &str = "/2018-06-01/runtime/invocation/next";
const ARN: &str = "arn:aws:lambda:eu-west-1:000000000000:function:probe";

fn desk() -> Arc<Desk> {
    Desk::new(Duration::from_secs(3))
}

fn request(method: Method, path: &str, body: impl Into<Bytes>) -> Request<Full<Bytes>> {
    let request = Request::builder().method(method).uri(path).header("host", "127.0.0.1:9000");
    request.body(Full::new(body.into())).unwrap()
}

async fn send(desk: &Arc<Desk>, request: Request<Full<Bytes>>) -> Reply {
    answer(desk, ARN, request).await
}

fn spawn(desk: &Arc<Desk>, request: Request<Full<Bytes>>) -> JoinHandle<Reply> {
    let desk = Arc::clone(desk);
    tokio::spawn(async move { answer(&desk, ARN, request).await })
}

fn invoke(desk: &Arc<Desk>, event: &'static str) -> JoinHandle<Reply> {
    spawn(desk, request(Method::POST, INVOKE, event))
}

async fn next(desk: &Arc<Desk>) -> (String, Reply) {
    let reply = send(desk, request(Method::GET, NEXT, "")).await;
    assert_eq!(reply.status(), StatusCode::OK);
    (header(&reply, "lambda-runtime-aws-request-id").to_owned(), reply)
}

async fn post(desk: &Arc<Desk>, request_id: &str, what: &str, body: impl Into<Bytes>) -> Reply {
    let path = format!("/2018-06-01/runtime/invocation/{request_id}/{what}");
    send(desk, request(Method::POST, &path, body)).await
}

fn header<'a>(reply: &'a Reply, name: &str) -> &'a str {
    reply.headers().get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap()
}

async fn text(reply: Reply) -> String {
    let bytes = reply.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

async fn value(reply: Reply) -> Value {
    serde_json::from_str(&text(reply).await).unwrap()
}

fn is_function_error(reply: &Reply) -> bool {
    reply.headers().get("x-amz-function-error").is_some_and(|kind| kind == "Unhandled")
}

#[tokio::test]
async fn an_event_travels_to_the_function_and_its_answer_back() {
    let desk = desk();
    let caller = invoke(&desk, r#"{ "k" : "v" }"#);
    let before = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let (id, event) = next(&desk).await;
    assert_eq!(header(&event, "content-type"), "application/json");
    assert_eq!(header(&event, "lambda-runtime-invoked-function-arn"), ARN);
    let deadline: u128 = header(&event, "lambda-runtime-deadline-ms").parse().unwrap();
    let after = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    assert!((before + 3000..=after + 3000).contains(&deadline));
    let trace = header(&event, "lambda-runtime-trace-id");
    assert!(trace.starts_with("Root=1-") && trace.ends_with(";Sampled=0"), "{trace}");
    assert_eq!(text(event).await, r#"{ "k" : "v" }"#);

    let taken = post(&desk, &id, "response", r#"{"fine":true}"#).await;
    assert_eq!(taken.status(), StatusCode::ACCEPTED);
    assert_eq!(value(taken).await, json!({ "status": "OK" }));

    let reply = caller.await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    assert!(!is_function_error(&reply));
    assert_eq!(header(&reply, "x-amz-executed-version"), "$LATEST");
    assert_eq!(header(&reply, "x-amzn-requestid"), id);
    assert_eq!(header(&reply, "content-type"), "application/json");
    assert_eq!(text(reply).await, r#"{"fine":true}"#);
}

#[tokio::test]
async fn the_callers_trace_is_kept() {
    let desk = desk();
    let mut event = request(Method::POST, INVOKE, "{}");
    event.headers_mut().insert("x-amzn-trace-id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700".parse().unwrap());
    let _caller = spawn(&desk, event);
    let (_, event) = next(&desk).await;
    assert_eq!(header(&event, "lambda-runtime-trace-id"), "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700");
}

#[tokio::test]
async fn a_function_error_is_marked_and_passed_on() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    let (id, _) = next(&desk).await;
    let error = r#"{"errorType":"Order.NotFound","errorMessage":"no order 17"}"#;
    assert_eq!(post(&desk, &id, "error", error).await.status(), StatusCode::ACCEPTED);
    let reply = caller.await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    assert!(is_function_error(&reply));
    assert_eq!(text(reply).await, error);
}

#[tokio::test]
async fn an_invocation_is_answered_once() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    let (id, _) = next(&desk).await;
    post(&desk, &id, "response", "1").await;
    for what in ["response", "error"] {
        let again = post(&desk, &id, what, "2").await;
        assert_eq!(again.status(), StatusCode::BAD_REQUEST);
        assert_eq!(value(again).await["errorType"], "InvalidRequestID");
    }
    assert_eq!(text(caller.await.unwrap()).await, "1");
}

#[tokio::test]
async fn parallel_workers_take_one_invocation_each_and_answers_find_their_caller() {
    let desk = desk();
    let workers: Vec<_> = (0..3).map(|_| spawn(&desk, request(Method::GET, NEXT, ""))).collect();
    let callers: Vec<_> = ["\"a\"", "\"b\"", "\"c\""].into_iter().map(|event| (event, invoke(&desk, event))).collect();
    let mut taken = Vec::new();
    for worker in workers {
        let reply = worker.await.unwrap();
        taken.push((header(&reply, "lambda-runtime-aws-request-id").to_owned(), text(reply).await));
    }
    for (id, event) in taken.into_iter().rev() {
        post(&desk, &id, "response", event).await;
    }
    for (event, caller) in callers {
        assert_eq!(text(caller.await.unwrap()).await, event);
    }
}

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
async fn an_answer_over_six_megabytes_is_refused_and_the_caller_told() {
    let desk = desk();
    let limit = super::runtime_api::RESPONSE_LIMIT;
    for (size, status) in [(limit, StatusCode::ACCEPTED), (limit + 1, StatusCode::PAYLOAD_TOO_LARGE)] {
        let caller = invoke(&desk, "{}");
        let (id, _) = next(&desk).await;
        let taken = post(&desk, &id, "response", vec![b'1'; size]).await;
        assert_eq!(taken.status(), status);
        let reply = caller.await.unwrap();
        assert_eq!(is_function_error(&reply), size > limit);
        if size > limit {
            assert_eq!(value(reply).await["errorType"], "Function.ResponseSizeTooLarge");
        }
    }
}

#[tokio::test]
async fn invocation_types_other_than_the_usual() {
    let desk = desk();
    let typed = |kind: &'static str| {
        let mut event = request(Method::POST, INVOKE, "7");
        event.headers_mut().insert("x-amz-invocation-type", kind.parse().unwrap());
        event
    };
    assert_eq!(send(&desk, typed("DryRun")).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(send(&desk, typed("Later")).await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(send(&desk, typed("Event")).await.status(), StatusCode::ACCEPTED);
    let (id, event) = next(&desk).await;
    assert_eq!(text(event).await, "7");
    assert_eq!(post(&desk, &id, "response", "null").await.status(), StatusCode::ACCEPTED);
}

#[tokio::test(start_paused = true)]
async fn the_deadline_is_real_and_ends_the_process() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    let (id, _) = next(&desk).await;
    desk.overrun().await;
    let reply = caller.await.unwrap();
    assert!(is_function_error(&reply));
    let told = json!({
        "errorType": "Sandbox.Timedout",
        "errorMessage": format!("RequestId: {id} Error: Task timed out after 3.00 seconds"),
    });
    assert_eq!(value(reply).await, told);
    assert_eq!(post(&desk, &id, "response", "1").await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test(start_paused = true)]
async fn an_answered_invocation_does_not_run_out_of_time() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    let (id, _) = next(&desk).await;
    post(&desk, &id, "response", "1").await;
    assert_eq!(text(caller.await.unwrap()).await, "1");
    let overrun = tokio::time::timeout(Duration::from_mins(1), desk.overrun()).await;
    assert!(overrun.is_err(), "nothing overran");
}

#[tokio::test]
async fn a_crash_fails_what_was_worked_on_and_spares_what_waits() {
    let desk = desk();
    let first = invoke(&desk, "1");
    let (id, _) = next(&desk).await;
    let second = invoke(&desk, "2");
    desk.wanted().await;
    desk.process_ended("exit status 101");
    let told = json!({
        "errorType": "Runtime.ExitError",
        "errorMessage": format!("RequestId: {id} Error: Runtime exited with error: exit status 101"),
    });
    assert_eq!(value(first.await.unwrap()).await, told);
    let (id, _) = next(&desk).await;
    post(&desk, &id, "response", "22").await;
    assert_eq!(text(second.await.unwrap()).await, "22");
}

#[tokio::test]
async fn a_process_that_ends_before_it_asks_for_an_event_fails_what_waits() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    desk.wanted().await;
    desk.process_ended("exit status 1");
    let reply = caller.await.unwrap();
    assert!(is_function_error(&reply));
    assert_eq!(value(reply).await["errorType"], "Runtime.ExitError");
}

#[tokio::test(start_paused = true)]
async fn what_comes_while_a_process_is_ended_waits_for_the_next() {
    let desk = desk();
    let late = invoke(&desk, "1");
    next(&desk).await;
    desk.overrun().await;
    assert_eq!(value(late.await.unwrap()).await["errorType"], "Sandbox.Timedout");
    let worker = spawn(&desk, request(Method::GET, NEXT, ""));
    let caller = invoke(&desk, "2");
    desk.wanted().await;
    desk.process_ended("signal: killed");
    assert_eq!(worker.await.unwrap().status(), StatusCode::GONE);
    let (id, _) = next(&desk).await;
    post(&desk, &id, "response", "22").await;
    assert_eq!(text(caller.await.unwrap()).await, "22");
}

#[tokio::test]
async fn a_worker_of_an_ended_process_takes_nothing() {
    let desk = desk();
    let mut orphan = Box::pin(send(&desk, request(Method::GET, NEXT, "")));
    let waits = std::future::poll_fn(|task| std::task::Poll::Ready(orphan.as_mut().poll(task).is_pending()));
    assert!(waits.await);
    desk.process_ended("exit status 1");
    let caller = invoke(&desk, "5");
    desk.wanted().await;
    assert_eq!(orphan.await.status(), StatusCode::GONE);
    let (id, event) = next(&desk).await;
    assert_eq!(text(event).await, "5");
    post(&desk, &id, "response", "55").await;
    assert_eq!(text(caller.await.unwrap()).await, "55");
}

#[tokio::test]
async fn a_failed_start_is_told_to_those_who_wait() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    desk.wanted().await;
    let error = r#"{"errorType":"Config.Missing","errorMessage":"BASE_URL is not set"}"#;
    let taken = send(&desk, request(Method::POST, "/2018-06-01/runtime/init/error", error)).await;
    assert_eq!(taken.status(), StatusCode::ACCEPTED);
    let reply = caller.await.unwrap();
    assert!(is_function_error(&reply));
    assert_eq!(text(reply).await, error);
}

#[tokio::test]
async fn pages_of_a_browser_are_refused() {
    for (name, value, allowed) in [
        ("origin", "https://example.com", false),
        ("origin", "null", false),
        ("origin", "http://127.0.0.1.example.com", false),
        ("origin", "http://127.0.0.1:9000", true),
        ("origin", "http://localhost:8080", true),
        ("host", "rebound.example.com:9000", false),
        ("host", "localhost:9000", true),
        ("host", "[::1]:9000", true),
    ] {
        let mut event = request(Method::GET, INVOKE, "");
        event.headers_mut().insert(name, value.parse().unwrap());
        let expected = if allowed { StatusCode::METHOD_NOT_ALLOWED } else { StatusCode::FORBIDDEN };
        assert_eq!(send(&desk(), event).await.status(), expected, "{name}: {value}");
    }
}

#[tokio::test]
async fn other_paths_say_where_to_go() {
    for path in ["/", "/2015-03-31/functions//invocations", "/2015-03-31/functions/a/b/invocations"] {
        let reply = send(&desk(), request(Method::POST, path, "{}")).await;
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(text(reply).await.contains(INVOKE));
    }
    let reply = send(&desk(), request(Method::GET, "/2018-06-01/runtime/nothing", "")).await;
    assert_eq!(reply.status(), StatusCode::NOT_FOUND);
}
