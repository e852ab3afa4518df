//! The failsafe: directives to Home Assistant with nothing in between.
//!
//! `GATEWAY_MODE=passthrough` is decided before anything is built: no core, no configuration, no gateway. What breaks there
//! cannot break this. It knows three settings, by their own names or those of other bridges:
//! `HOME_ASSISTANT_URL`, `HOME_ASSISTANT_TOKEN` for directives that bring none, and `NOT_VERIFY_SSL`.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use gateway_http::{Client, Request, Retry, StatusCode};
use gateway_lambda::{Event, Failure};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::alexa::{Directive, Failed, meaning};
use crate::home::{HomeError, Trouble, base_url, usable};

/// Alexa waits 8 s.
const TIMEOUT: Duration = Duration::from_secs(7);

/// Runs the function.
pub(crate) fn run() -> ExitCode {
    match Passthrough::new(|name| gateway_runtime::variable(name).map(str::to_owned)) {
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
    fn new(environment: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let variable = |names: &[&str]| {
            let values = names.iter().filter_map(|name| environment(name));
            values.map(|value| value.trim().to_owned()).find(|value| !value.is_empty())
        };
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
            Err(Failed { error, what }) => {
                eprintln!("passthrough: {what}");
                directive.error(error)
            }
        }
    }

    async fn ask(&self, event: &Event, directive: &Directive<'_>) -> Result<Box<RawValue>, Failed> {
        let token = directive.token().or(self.token.as_deref());
        let token = usable(token.ok_or_else(|| HomeError::new(Trouble::NoToken, "there is no token"))?)?;
        let request = Request::post(&self.url)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .body(event.clone().into_bytes());
        let response = self.client.send(request).await.map_err(|error| HomeError::from(&error))?;
        match response.status() {
            StatusCode::OK => {
                let no_json = |_| HomeError::new(Trouble::Unreadable, "the answer is no JSON");
                Ok(serde_json::from_slice(response.body()).map_err(no_json)?)
            }
            status => {
                let (error, look) = meaning(status);
                Err(Failed { error, what: format!("status {}: {look}", status.as_u16()) })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::time::Duration;

    use gateway_lambda::Event;
    use tokio::time::Instant;

    use super::Passthrough;

    fn with(variables: &[(&str, &str)]) -> Result<Passthrough, String> {
        let value =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Passthrough::new(value)
    }

    #[test]
    fn of_several_names_the_first_that_says_something_counts() {
        let way = with(&[
            ("HOME_ASSISTANT_URL", " "),
            ("BASE_URL", "https://home.example/"),
            ("HOME_ASSISTANT_TOKEN", ""),
            ("LONG_LIVED_ACCESS_TOKEN", "t"),
        ]);
        let way = way.unwrap();
        assert_eq!((way.url.as_str(), way.token.as_deref()), ("https://home.example/api/alexa/smart_home", Some("t")));
        assert_eq!(with(&[("HOME_ASSISTANT_URL", "")]).err().as_deref(), Some("`HOME_ASSISTANT_URL` is not set"));
    }

    #[tokio::test(start_paused = true)]
    async fn alexa_is_answered_while_she_listens() {
        // It takes connections, and never says a word.
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let way = with(&[("HOME_ASSISTANT_URL", &url), ("HOME_ASSISTANT_TOKEN", "t")]).unwrap();
        let begin = Instant::now();
        let answer = way.answer(&Event::from(r#"{"directive": {}}"#)).await;
        assert!(answer.get().contains("BRIDGE_UNREACHABLE"), "{answer}");
        let took = begin.elapsed();
        assert!((Duration::from_secs(7)..Duration::from_millis(7_500)).contains(&took), "{took:?}");
    }
}
