//! Plain HTTP: every path that is none of the platform's, as a
//! [Function URL](https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html) would serve it.

mod answer;
mod event;

use std::error::Error;
use std::net::SocketAddr;

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use super::body::{self, Body};
use super::desk::Desk;
use super::invocation::{Invocation, Outcome};
use super::invoke_api::EVENT_LIMIT;
use super::reply::{self, Reply};

/// Makes an event of the request, invokes the function, and makes a reply of its answer.
pub(super) async fn serve<B>(desk: &Desk, peer: SocketAddr, head: &Parts, body: B) -> Reply
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let body = match body::collect(body, EVENT_LIMIT).await {
        Ok(body) => body,
        Err(refused) => return refused.to_service(),
    };
    let mut invocation = Invocation::new(format!("{} {}", head.method, head.uri.path()), &head.headers, Bytes::new());
    let event = event::of(head, &body, peer, &invocation);
    invocation.payload = Bytes::from(event.to_string());
    if invocation.payload.len() > EVENT_LIMIT {
        // Base64 and escapes count as well.
        return body::Refused::TooLarge { limit: EVENT_LIMIT }.to_service();
    }
    let id = HeaderValue::try_from(&invocation.request_id).expect("a UUID is printable ASCII");
    let trace_id = invocation.trace_id.clone();
    let Some(answer) = desk.submit(invocation) else {
        return reply::too_many_requests();
    };
    let reply = match answer.await.map(|answer| answer.outcome) {
        Ok(Outcome::Response(answer)) => answer::reply(&answer),
        // The caller is not told what happened inside; the terminal is. The desk is only dropped when the program ends.
        Ok(Outcome::Error(_)) | Err(_) => None,
    };
    let mut reply = reply.unwrap_or_else(|| {
        let body = Bytes::from_static(b"Internal Server Error");
        reply::json_bytes(StatusCode::BAD_GATEWAY, body)
    });
    reply.headers_mut().insert("x-amzn-requestid", id);
    reply.headers_mut().insert("x-amzn-trace-id", trace_id);
    reply
}
