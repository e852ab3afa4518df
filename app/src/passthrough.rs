//! The failsafe: directives to Home Assistant with nothing in between.
//!
//! `GATEWAY_MODE=passthrough` is decided before anything is built: no core, no configuration, no gateway. What breaks there
//! cannot break this. It knows three settings, by their own names or those of other bridges:
//! `HOME_ASSISTANT_URL`, `HOME_ASSISTANT_TOKEN` for directives that bring none, and `NOT_VERIFY_SSL`.

use std::env;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use gateway_http::{Client, Request, Retry, StatusCode};
use gateway_lambda::{Event, Failure};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::alexa::{Directive, ErrorType};
use crate::home::base_url;

/// Alexa waits 8 s.
const TIMEOUT: Duration = Duration::from_secs(7);

/// Whether the function is to do nothing else.
pub(crate) fn is_wanted() -> bool {
    env::var("GATEWAY_MODE").is_ok_and(|mode| mode.trim().eq_ignore_ascii_case("passthrough"))
}

/// Runs the function.
pub(crate) fn run() -> ExitCode {
    match Passthrough::new() {
        Ok(way) => {
            let way = Arc::new(way);
            gateway_lambda::serve(move |event| {
                let way = Arc::clone(&way);
                async move { Ok(way.answer(&event).await.into()) }
            })
        }
        Err(problem) => gateway_lambda::start_failed(&Failure::new("Passthrough.NotConfigured", problem)),
    }
}

struct Passthrough {
    client: Client,
    url: String,
    token: Option<String>,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    directive: &'a RawValue,
}

impl Passthrough {
    fn new() -> Result<Self, String> {
        let url = variable(&["HOME_ASSISTANT_URL", "BASE_URL"]).ok_or("`HOME_ASSISTANT_URL` is not set")?;
        let base = base_url(&url).map_err(|error| error.to_string())?;
        let off = variable(&["NOT_VERIFY_SSL"])
            .is_some_and(|flag| ["1", "true", "on", "yes"].contains(&flag.to_ascii_lowercase().as_str()));
        let client =
            Client::builder().retry(Retry::never()).timeout(TIMEOUT).danger_accept_any_certificate(off).build();
        Ok(Self {
            client: client.map_err(|error| error.to_string())?,
            url: format!("{base}/api/alexa/smart_home"),
            token: variable(&["HOME_ASSISTANT_TOKEN", "LONG_LIVED_ACCESS_TOKEN"]),
        })
    }

    async fn answer(&self, event: &Event) -> Box<RawValue> {
        let envelope = serde_json::from_slice::<Envelope<'_>>(event.as_bytes());
        let directive = envelope.map(|envelope| Directive::read(envelope.directive)).unwrap_or_default();
        match self.ask(event, &directive).await {
            Ok(answer) => answer,
            Err((error, what)) => {
                eprintln!("passthrough: {what}");
                directive.error(error)
            }
        }
    }

    async fn ask(&self, event: &Event, directive: &Directive<'_>) -> Result<Box<RawValue>, (ErrorType, String)> {
        let token = directive.token().or(self.token.as_deref());
        let token = token.ok_or((ErrorType::InvalidAuthorizationCredential, "there is no token".to_owned()))?;
        let request = Request::post(&self.url)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .body(event.clone().into_bytes());
        let response =
            self.client.send(request).await.map_err(|error| (ErrorType::BridgeUnreachable, error.to_string()))?;
        match response.status() {
            StatusCode::OK => serde_json::from_slice(response.body())
                .map_err(|_| (ErrorType::InternalError, "the answer is no JSON".to_owned())),
            StatusCode::UNAUTHORIZED => {
                Err((ErrorType::InvalidAuthorizationCredential, "Home Assistant does not know the token".to_owned()))
            }
            status => Err((ErrorType::InternalError, format!("Home Assistant answers {}", status.as_u16()))),
        }
    }
}

/// The first that is set.
fn variable(names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| env::var(name).ok())
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}
