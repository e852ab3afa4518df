//! What the page asks for, in JSON.
//!
//! | request | reply |
//! |---|---|
//! | `GET function` | its name and settings |
//! | `GET description`, `GET statistics`, `GET free_tier` | what the function's process says |
//! | `GET samples` | an event of each source |
//! | `GET invocations`, `GET invocations/{id}` | the last ones; one of them with its log |
//! | `POST calls` | `{"interface", "operation", "params"}` is called |
//! | `POST events` | the body is the event of an invocation |
//! | `POST answers/{id}` | the function's process answers a question |

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, header};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::questions::Question;
use super::{refusal, samples};
use crate::local::body::{self, Body};
use crate::local::desk::Desk;
use crate::local::invocation::{Answer, Invocation, Outcome};
use crate::local::invoke_api::EVENT_LIMIT;
use crate::local::record::{Record, Status};
use crate::local::reply::{self, Reply};

/// Answers the page; `path` is what stands behind `/_console/api/`.
pub(super) async fn serve<B>(desk: &Arc<Desk>, arn: &str, head: &Parts, path: &str, body: B) -> Reply
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let path: Vec<&str> = path.split('/').collect();
    if head.method == Method::GET {
        return match path.as_slice() {
            ["function"] => ok(&function(desk, arn)),
            ["description"] => ask(desk, Question::Description).await,
            ["statistics"] => ask(desk, Question::Statistics).await,
            ["free_tier"] => ask(desk, Question::FreeTier).await,
            ["samples"] => reply::json_bytes(StatusCode::OK, Bytes::from(samples::all())),
            ["invocations"] => ok(&desk.recent().iter().map(|record| described(record)).collect()),
            ["invocations", id] => match desk.recent().iter().find(|record| record.request_id == *id) {
                Some(record) => ok(&with_log(record)),
                None => refusal(StatusCode::NOT_FOUND, "this invocation is not remembered any more"),
            },
            _ => not_found(),
        };
    }
    if head.method != Method::POST {
        return refusal(StatusCode::METHOD_NOT_ALLOWED, "GET or POST");
    }
    // A page of another port of this machine must ask before it may send this type, and is never told yes.
    let json = HeaderValue::from_static("application/json");
    if head.headers.get(header::CONTENT_TYPE) != Some(&json) {
        return refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "send application/json");
    }
    let body = match body::collect(body, EVENT_LIMIT).await {
        Ok(body) => body,
        Err(refused) => return refused.to_service(),
    };
    match path.as_slice() {
        ["calls"] => call(desk, head, &body).await,
        ["events"] => event(desk, head, body).await,
        ["answers", id] if desk.console().questions.answer(id, body) => reply::accepted(),
        ["answers", _] => refusal(StatusCode::NOT_FOUND, "nobody asked"),
        _ => not_found(),
    }
}

fn ok(value: &Value) -> Reply {
    reply::json_value(StatusCode::OK, value)
}

fn not_found() -> Reply {
    refusal(StatusCode::NOT_FOUND, "the console has no such endpoint")
}

fn function(desk: &Desk, arn: &str) -> Value {
    json!({
        "name": arn.rsplit(':').next(),
        "memoryMb": desk.memory_mb,
        "timeoutSeconds": desk.timeout().as_secs_f64(),
        "concurrency": desk.concurrency,
    })
}

async fn ask(desk: &Desk, question: Question) -> Reply {
    match desk.console().questions.ask(question).await {
        Some(answer) => reply::json_bytes(StatusCode::OK, answer),
        None => refusal(
            StatusCode::SERVICE_UNAVAILABLE,
            "the function's process does not run, or does not answer: the terminal says why; the next invocation starts \
             it again",
        ),
    }
}

/// What the label of a call is made of; the rest is for the gateway to judge.
#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    interface: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    operation: std::borrow::Cow<'a, str>,
}

async fn call(desk: &Desk, head: &Parts, body: &[u8]) -> Reply {
    let what = match serde_json::from_slice::<Named<'_>>(body) {
        Ok(call) => format!("{}.{}", call.interface, call.operation),
        Err(error) => return refusal(StatusCode::BAD_REQUEST, &format!("this is no call: {error}")),
    };
    let event = [desk.console().key().as_bytes(), body].concat();
    invoke(desk, Invocation::new(what, &head.headers, event.into())).await
}

async fn event(desk: &Desk, head: &Parts, body: Bytes) -> Reply {
    if let Err(error) = serde_json::from_slice::<IgnoredAny>(&body) {
        return refusal(StatusCode::BAD_REQUEST, &format!("the event is not JSON: {error}"));
    }
    invoke(desk, Invocation::of_event(&head.headers, body)).await
}

async fn invoke(desk: &Desk, invocation: Invocation) -> Reply {
    let Some(answer) = desk.submit(invocation) else {
        return reply::too_many_requests();
    };
    // The desk is only dropped when the program ends.
    let Ok(Answer { outcome, record }) = answer.await else {
        return refusal(StatusCode::BAD_GATEWAY, "the local runtime ends");
    };
    ok(&json!({
        "isError": matches!(outcome, Outcome::Error(_)),
        "answer": String::from_utf8_lossy(outcome.bytes()),
        "invocation": with_log(&record),
    }))
}

fn with_log(record: &Record) -> Value {
    let mut value = described(record);
    value["log"] = String::from_utf8_lossy(record.log.kept()).into();
    value
}

fn described(record: &Record) -> Value {
    let milliseconds = |duration: Duration| duration.as_secs_f64() * 1000.0;
    let (status, error_type) = match record.status {
        Status::Success => ("success", None),
        Status::Failed => ("error", None),
        Status::Timeout => ("timeout", None),
        Status::Error(error_type) => ("error", Some(error_type)),
    };
    json!({
        "requestId": record.request_id,
        "what": record.what,
        "started": record.started.duration_since(UNIX_EPOCH).map_or(0.0, milliseconds),
        "durationMs": milliseconds(record.duration),
        "initMs": record.init.map(milliseconds),
        "billedMs": milliseconds(record.billed()),
        "gbSeconds": record.billed_gb_seconds(),
        "memoryMb": record.memory_mb,
        "maxMemoryUsedMb": record.max_memory_used_mb,
        "status": status,
        "errorType": error_type,
        "complaint": record.complaint,
        "answerBytes": record.answer_bytes,
    })
}
