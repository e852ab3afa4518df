//! The Extensions API, version 2020-01-01, as far as a function needs it that wants to hear of its end: it registers an
//! internal extension, and then gets SIGTERM, and time. See
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html>.

use std::error::Error;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde::Deserialize;
use serde_json::json;
use tokio::process::Command;
use uuid::Uuid;

use super::body::{self, Body};
use super::desk::Desk;
use super::reply::{self, Reply};

/// The part of the path behind the version.
pub(super) const PREFIX: &str = "/2020-01-01/extension/";

const NAME: &str = "lambda-extension-name";
const IDENTIFIER: &str = "lambda-extension-identifier";

/// More than a registration says, in bytes.
const REGISTRATION_LIMIT: usize = 4096;

/// What a function with an internal extension gets after SIGTERM; one without is ended at once. See
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-shutdown>.
const SHUTDOWN_LIMIT: Duration = Duration::from_millis(500);

#[derive(Deserialize)]
struct Registration {
    #[serde(default)]
    events: Vec<String>,
}

/// Answers the function; `path` is what stands behind [`PREFIX`].
pub(super) async fn serve<B>(
    desk: &Arc<Desk>,
    method: &Method,
    path: &str,
    arn: &str,
    headers: &HeaderMap,
    body: B,
) -> Reply
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    match (method, path) {
        (&Method::POST, "register") if headers.contains_key(NAME) => {
            match body::collect(body, REGISTRATION_LIMIT).await {
                Ok(body) => register(desk, arn, &body),
                Err(refused) => refused.to_runtime(),
            }
        }
        (&Method::POST, "register") => {
            let message = format!("an extension has a name: the header `{NAME}`");
            reply::runtime_error(StatusCode::BAD_REQUEST, "Extension.InvalidExtensionName", &message)
        }
        // There is none to come, and the connection ends with the process.
        (&Method::GET, "event/next") if headers.contains_key(IDENTIFIER) => pending().await,
        (&Method::GET, "event/next") => {
            let message = format!("an extension registers first, and then sends the header `{IDENTIFIER}`");
            reply::runtime_error(StatusCode::FORBIDDEN, "Extension.MissingHeader", &message)
        }
        _ => reply::runtime_error(StatusCode::NOT_FOUND, "NotFound", "no such call of the Extensions API"),
    }
}

fn register(desk: &Desk, arn: &str, body: &[u8]) -> Reply {
    let Ok(Registration { events }) = serde_json::from_slice(body) else {
        let message = "a registration is JSON such as {\"events\":[]}";
        return reply::runtime_error(StatusCode::BAD_REQUEST, "InvalidRequestFormat", message);
    };
    if !events.is_empty() {
        // To take it and to send none would look like a function without events.
        let message = "the local runtime sends no events to extensions: it takes {\"events\":[]} alone";
        return reply::runtime_error(StatusCode::BAD_REQUEST, "Extension.InvalidEventType", message);
    }
    desk.state().process.has_extension = true;
    let name = arn.rsplit(':').next().unwrap_or_default();
    let about = json!({ "functionName": name, "functionVersion": "$LATEST", "handler": "bootstrap" });
    let mut reply = reply::json_value(StatusCode::OK, &about);
    let id = HeaderValue::try_from(Uuid::new_v4().to_string()).expect("a UUID is printable ASCII");
    reply.headers_mut().insert(IDENTIFIER, id);
    reply
}

impl Desk {
    /// From now on no process is started. The one that runs is told that it ends, if it has an extension, and waited for,
    /// but not for long.
    pub(super) async fn shut_down(&self) {
        let (process, ended) = {
            let mut state = self.state();
            state.ending = true;
            (state.process.id.filter(|_| state.process.has_extension), state.process.ended)
        };
        let Some(process) = process else { return };
        // Of the standard library and of tokio there is no signal but SIGKILL.
        let told = Command::new("kill").args(["-TERM", &process.to_string()]).status().await;
        if told.is_ok_and(|status| status.success()) {
            drop(tokio::time::timeout(SHUTDOWN_LIMIT, self.until(|state| state.process.ended != ended)).await);
        }
    }

    /// Whether [`shut_down`](Self::shut_down) was called.
    pub(super) fn is_ending(&self) -> bool {
        self.state().ending
    }
}
