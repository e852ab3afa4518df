//! What an answer of Home Assistant, or the lack of one, means for Alexa.

use std::time::{SystemTime, UNIX_EPOCH};

use gateway_http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::answer::ErrorType;
use super::token::has_expired;
use crate::home::{HomeError, Trouble};

/// Why there is no answer to pass on: what Alexa is told, and what the log says to look at.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) error: ErrorType,
    pub(crate) what: String,
}

impl From<HomeError> for Failed {
    fn from(error: HomeError) -> Self {
        let told = match error.trouble() {
            Trouble::NoToken => ErrorType::InvalidAuthorizationCredential,
            // Without a usable address there is no way to the house either.
            Trouble::Unset | Trouble::Unreachable => ErrorType::BridgeUnreachable,
            Trouble::Unreadable => ErrorType::InternalError,
        };
        Self { error: told, what: error.to_string() }
    }
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow, rename = "event")]
    _event: &'a RawValue,
}

/// The answer, if it is one of `Alexa`'s, byte for byte.
pub(super) fn judge(response: &Response, token: &str) -> Result<Box<RawValue>, Failed> {
    if response.status() != StatusCode::OK {
        return Err(refused(response, token));
    }
    let json: Result<Box<RawValue>, _> = serde_json::from_slice(response.body());
    match json {
        Ok(json) if has_event(json.get()) => Ok(json),
        _ => Err(Failed {
            error: ErrorType::InternalError,
            what:
                "the answer is none of the Alexa integration: does `HOME_ASSISTANT_URL` lead to Home Assistant itself?"
                    .to_owned(),
        }),
    }
}

/// Whether this JSON is an object with the member that every answer has. Home Assistant writes it first: only where it does
/// not stand there the whole answer, which may be a large discovery, is read once more.
fn has_event(json: &str) -> bool {
    // Of an array serde would take the first element.
    let Some(members) = json.strip_prefix('{') else { return false };
    members.trim_ascii_start().starts_with(r#""event""#) || serde_json::from_str::<Answer<'_>>(json).is_ok()
}

fn refused(response: &Response, token: &str) -> Failed {
    let status = response.status();
    let (error, look) = match status {
        StatusCode::UNAUTHORIZED if has_expired(token, now()) => {
            (ErrorType::ExpiredAuthorizationCredential, "the access token has expired: Alexa should have renewed it")
        }
        status => meaning(status),
    };
    let server = response.header("server").map(short).unwrap_or_default();
    let by = if server.is_empty() { String::new() } else { format!(" (by `{server}`)") };
    Failed { error, what: format!("status {}{by}: {look}", status.as_u16()) }
}

/// What a status other than 200 means: what Alexa is told, and what to look at.
pub(crate) fn meaning(status: StatusCode) -> (ErrorType, &'static str) {
    match status.as_u16() {
        401 => (
            ErrorType::InvalidAuthorizationCredential,
            "Home Assistant does not know the access token: link the account again, or look at `HOME_ASSISTANT_TOKEN_MODE`",
        ),
        403 => (
            ErrorType::InvalidAuthorizationCredential,
            "banned in Home Assistant (`ip_bans.yaml`), or a proxy's block, such as Cloudflare's Bot Fight Mode",
        ),
        404 => (ErrorType::InternalError, "`alexa:` with `smart_home:` is missing in Home Assistant's configuration"),
        405 => (ErrorType::InternalError, "`HOME_ASSISTANT_URL` leads to something else than Home Assistant"),
        400 => (ErrorType::InternalError, "Home Assistant does not trust the proxy: look at `http: trusted_proxies:`"),
        413 => (ErrorType::InternalError, "a proxy finds the directive too large"),
        429 => (ErrorType::RateLimitExceeded, "asked too often"),
        300..=399 => (
            ErrorType::InternalError,
            "redirected: write the address that it leads to, or let the bridge through the login page",
        ),
        502..=504 | 520..=530 => (ErrorType::BridgeUnreachable, "a proxy does not reach Home Assistant"),
        500 => (ErrorType::InternalError, "Home Assistant failed: its own log says why"),
        _ => (ErrorType::InternalError, "Home Assistant never answers so: something stands between"),
    }
}

/// Who answered is worth knowing; a header could hold anything else.
fn short(server: &str) -> String {
    server.chars().filter(|c| c.is_ascii_alphanumeric() || " ./-_".contains(*c)).take(40).collect()
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::has_event;

    #[test]
    fn an_answer_is_known_by_its_event_wherever_that_stands() {
        for answer in [r#"{"event": {}}"#, "{ \n \"event\":{}}", r#"{"context": {"event": 1}, "event": {}}"#] {
            assert!(has_event(answer), "{answer}");
        }
        for other in ["{}", r#"["event"]"#, r#""event""#, r#"{"events": 1}"#, r#"{"context": {"event": {}}}"#] {
            assert!(!has_event(other), "{other}");
        }
    }
}
