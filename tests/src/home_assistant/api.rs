//! Which request gets which answer: who may ask, and for what.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::{House, discovery, skill, smart_home};
use peer::{Received, Step, answer};

/// An answer of one of Home Assistant's own handlers.
pub(super) enum Reply {
    /// 200 with this JSON, as it is written here.
    Json(Vec<u8>),
    /// Another status, with a line of text.
    Text(&'static str),
    /// Another status, with a message in JSON.
    Message(&'static str, &'static str),
    /// 500: the handler raised an exception.
    Trouble,
}

impl Reply {
    pub(super) fn json(value: &Value) -> Self {
        Self::Json(value.to_string().into_bytes())
    }
}

impl House {
    /// In Home Assistant's order: the proxy, the ban, the path, the method, the token, and then the handler.
    pub(super) fn answer(&self, request: &Received) -> Step {
        let forwards = request.headers.iter().filter(|(name, _)| name == "x-forwarded-for").count();
        if forwards > 1 {
            return text("400: Bad Request");
        }
        let mut failed = self.failed_logins.lock().expect("no server thread panicked");
        if self.setup.ban_after.is_some_and(|most| *failed >= most) {
            return text("403: Forbidden");
        }
        let segments: Vec<_> = request.path.split('/').skip(1).collect();
        let method = match segments.as_slice() {
            ["api", "alexa", "smart_home"] | ["api", "alexa"] if !self.setup.alexa => return text("404: Not Found"),
            // The page's, for anybody.
            ["manifest.json"] => return answer("200 OK", &[JSON], r#"{"name":"Home Assistant"}"#),
            ["api", "" | "states" | "config"] | ["api", "states", _] => "GET",
            ["api", "alexa"]
            | ["api", "alexa", "smart_home"]
            | ["api", "conversation", "process"]
            | ["api", "services", _, _] => "POST",
            _ => return text("404: Not Found"),
        };
        if request.method != method {
            return text("405: Method Not Allowed");
        }
        let token = request.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
        if !token.is_some_and(|token| self.setup.tokens.iter().any(|known| known == token)) {
            *failed += 1;
            return text("401: Unauthorized");
        }
        drop(failed);
        let reply = match segments.as_slice() {
            ["api", "alexa", "smart_home"] => smart_home::answer(&request.body, &self.setup.endpoints),
            ["api", "alexa"] => skill::answer(&request.body),
            ["api", "conversation", "process"] => skill::converse(&request.body),
            ["api", "services", domain, service] => call_service(domain, service, &request.body),
            ["api", "states"] => Reply::json(&discovery::states()),
            ["api", "states", id] => match discovery::state(id) {
                Some(state) => Reply::json(&state),
                None => Reply::Message("404 Not Found", "Entity not found."),
            },
            ["api", "config"] => Reply::json(&json!({"version": "2024.3.3", "components": ["api", "alexa"]})),
            _ => Reply::json(&json!({"message": "API running."})),
        };
        match reply {
            Reply::Json(body) => json_answer(request, body),
            Reply::Text(line) => text(line),
            Reply::Message(status, message) => answer(status, &[JSON], json!({"message": message}).to_string()),
            Reply::Trouble => answer(
                "500 Internal Server Error",
                &[PLAIN],
                "500 Internal Server Error\n\nServer got itself in trouble",
            ),
        }
    }
}

const JSON: (&str, &str) = ("content-type", "application/json");
const PLAIN: (&str, &str) = ("content-type", "text/plain; charset=utf-8");

/// A status as aiohttp writes it: the same words as status and as body.
fn text(line: &str) -> Step {
    answer(&line.replace(": ", " "), &[PLAIN], line)
}

/// Packed if that is asked for, as Home Assistant does with what is larger than a kilobyte.
fn json_answer(request: &Received, body: Vec<u8>) -> Step {
    let asks = request.header("accept-encoding").is_some_and(|encodings| encodings.contains("gzip"));
    if !asks || body.len() <= 1024 {
        return answer("200 OK", &[JSON], body);
    }
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    let packed = gzip.write_all(&body).and_then(|()| gzip.finish()).expect("a vector takes everything");
    answer("200 OK", &[JSON, ("content-encoding", "gzip")], packed)
}

/// The states that a call changed. A service that there is none of is 400.
fn call_service(domain: &str, service: &str, body: &[u8]) -> Reply {
    let known = ["turn_on", "turn_off", "toggle", "trigger", "notify", "send_message"];
    let script_or_known = domain == "script" || domain == "notify" || known.contains(&service);
    if !script_or_known {
        return Reply::Text("400: Bad Request");
    }
    let data = if body.is_empty() { json!({}) } else { serde_json::from_slice(body).unwrap_or(Value::Null) };
    if !data.is_object() {
        return Reply::Text("400: Bad Request");
    }
    let changed = data["entity_id"].as_str().and_then(discovery::state);
    Reply::json(&json!(changed.into_iter().collect::<Vec<_>>()))
}
