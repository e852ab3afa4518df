//! Every interface, request by request, without a socket and without a process.

mod console;
mod extensions;
mod front;
mod invoke;
mod runtime;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use http_body_util::{BodyExt, Full};
use serde_json::Value;
use tokio::task::JoinHandle;

use super::desk::Desk;
use super::reply::Reply;
use super::server::answer;
use super::terminal::Terminal;

const INVOKE: &str = "/2015-03-31/functions/function/invocations";
const NEXT: &str = "/2018-06-01/runtime/invocation/next";
const ARN: &str = "arn:aws:lambda:eu-west-1:000000000000:function:probe";

/// For a function with three seconds that does one thing after the other.
fn desk() -> Arc<Desk> {
    desk_of(1)
}

fn desk_of(concurrency: u16) -> Arc<Desk> {
    Desk::new(Duration::from_secs(3), 128, concurrency, Terminal::new(std::io::sink(), std::io::sink()))
}

fn request(method: Method, path: &str, body: impl Into<Bytes>) -> Request<Full<Bytes>> {
    let request = Request::builder().method(method).uri(path).header("host", "127.0.0.1:9000");
    request.body(Full::new(body.into())).unwrap()
}

fn with(mut request: Request<Full<Bytes>>, name: &'static str, value: &str) -> Request<Full<Bytes>> {
    request.headers_mut().append(name, value.parse().unwrap());
    request
}

async fn send(desk: &Arc<Desk>, request: Request<Full<Bytes>>) -> Reply {
    answer(desk, ARN, ([127, 0, 0, 1], 54321).into(), request).await
}

fn spawn(desk: &Arc<Desk>, request: Request<Full<Bytes>>) -> JoinHandle<Reply> {
    let desk = Arc::clone(desk);
    tokio::spawn(async move { send(&desk, request).await })
}

fn event(event: impl Into<Bytes>) -> Request<Full<Bytes>> {
    request(Method::POST, INVOKE, event)
}

fn invoke(desk: &Arc<Desk>, payload: &'static str) -> JoinHandle<Reply> {
    spawn(desk, event(payload))
}

async fn next(desk: &Arc<Desk>) -> (String, Reply) {
    let reply = send(desk, request(Method::GET, NEXT, "")).await;
    assert_eq!(reply.status(), StatusCode::OK);
    (header(&reply, "lambda-runtime-aws-request-id").to_owned(), reply)
}

fn about(request_id: &str, what: &str, body: impl Into<Bytes>) -> Request<Full<Bytes>> {
    request(Method::POST, &format!("/2018-06-01/runtime/invocation/{request_id}/{what}"), body)
}

async fn post(desk: &Arc<Desk>, request_id: &str, what: &str, body: impl Into<Bytes>) -> Reply {
    send(desk, about(request_id, what, body)).await
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
