//! The console: a page for the browser at `/_console`, and what it asks for at `/_console/api/`.
//!
//! Two things it shows are known to the function's process alone, and reach it by two ways that nobody else has:
//!
//! - *Calls.* From outside, only an operation with a trigger can be called; from the console, any. Such a call is an
//!   invocation like every other, but its event begins with a [key](Console::key) that this run of the local runtime has
//!   made up and told only to the process that it starts. No event from outside can begin so: all of them are JSON.
//!   The code that looks for the key exists only with the feature `local`.
//! - *Questions*, of what is callable and what it has done so far: [`questions`]. They are no invocations, so that looking
//!   changes nothing: no cold start is used up, and a function that hangs can still be looked at.

mod api;
mod assets;
mod budget;
mod child;
mod questions;
mod samples;

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{self, HeaderValue};
use http::request::Parts;
use http::{Method, StatusCode};
use http_body_util::Full;
use uuid::Uuid;

use super::body::Body;
use super::desk::Desk;
use super::reply::{self, Reply};
pub(crate) use child::{called, follow_parent, is_local};
pub(super) use questions::Questions;

/// Where the console is served.
pub(super) const PREFIX: &str = "/_console";

/// The variable that tells the function's process the key; its standard input is then a pipe for questions.
pub(super) const KEY: &str = "GATEWAY_LOCAL_CONSOLE";

/// What the console needs of the desk.
pub(super) struct Console {
    key: String,
    pub(super) questions: Questions,
}

impl Console {
    pub(super) fn new() -> Self {
        Self { key: format!("gateway-console:{}\n", Uuid::new_v4()), questions: Questions::default() }
    }

    /// What the event of a call from the console begins with.
    pub(super) fn key(&self) -> &str {
        &self.key
    }
}

impl fmt::Debug for Console {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Console").finish_non_exhaustive()
    }
}

/// The part of a path behind [`PREFIX`], if it is one of the console's.
pub(super) fn path(path: &str) -> Option<&str> {
    path.strip_prefix(PREFIX).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Answers the browser, and the function's process; `path` is what stands behind [`PREFIX`].
pub(super) async fn serve<B>(desk: &Arc<Desk>, arn: &str, head: &Parts, path: &str, body: B) -> Reply
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let mut reply = match path.strip_prefix("/api/") {
        Some(path) => api::serve(desk, arn, head, path, body).await,
        None if head.method != Method::GET => refusal(StatusCode::METHOD_NOT_ALLOWED, "GET the page"),
        None => match assets::find(path) {
            Some((kind, text)) => {
                let mut reply = Reply::new(Full::new(Bytes::from_static(text.as_bytes())));
                reply.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
                reply
            }
            None => refusal(StatusCode::NOT_FOUND, "the console has no such page"),
        },
    };
    for (name, value) in HEADERS {
        reply.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    reply
}

/// The page loads nothing that is not the console's own, runs nothing inline and is framed by nobody.
const HEADERS: [(header::HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

fn refusal(status: StatusCode, message: &str) -> Reply {
    reply::json_value(status, &serde_json::json!({ "message": message }))
}
