//! What the environment says about the client.

use std::borrow::Cow;
use std::str::FromStr;
use std::time::Duration;

use crate::builder::ClientBuilder;
use crate::client::Client;
use crate::error::{HttpClientError, HttpClientErrorKind};
use crate::retry::Retry;

/// The most attempts that can be set.
pub(super) const MOST_ATTEMPTS: u32 = 10;

const TIMEOUT: &str = "GATEWAY_HTTP_TIMEOUT_MS";
const BODY_LIMIT: &str = "GATEWAY_HTTP_BODY_LIMIT";
const REDIRECTS: &str = "GATEWAY_HTTP_REDIRECTS";
const RETRY_ATTEMPTS: &str = "GATEWAY_HTTP_RETRY_ATTEMPTS";
const FORWARD_TRACE: &str = "GATEWAY_HTTP_FORWARD_TRACE";
const ROOTS: &str = "GATEWAY_HTTP_ROOTS";
const CLIENT_CERTIFICATE: &str = "GATEWAY_HTTP_CLIENT_CERTIFICATE";
const ACCEPT_ANY_CERTIFICATE: &str = "GATEWAY_HTTP_ACCEPT_ANY_CERTIFICATE";

/// The environment variables that set the client up, for whoever checks an environment for names that set nothing.
pub const VARIABLES: &[&str] =
    &[TIMEOUT, BODY_LIMIT, REDIRECTS, RETRY_ATTEMPTS, FORWARD_TRACE, ROOTS, CLIENT_CERTIFICATE, ACCEPT_ANY_CERTIFICATE];

/// The client that the variables describe, and how often it may make a request.
pub(super) fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<(Client, Retry), HttpClientError> {
    let variables = Variables(lookup);
    let mut builder = Client::builder();
    if let Some(milliseconds) = variables.number(TIMEOUT, 1, u64::MAX)? {
        builder = builder.timeout(Duration::from_millis(milliseconds));
    }
    if let Some(bytes) = variables.number(BODY_LIMIT, 0, usize::MAX)? {
        builder = builder.body_limit(bytes);
    }
    if let Some(most) = variables.number(REDIRECTS, 0, u32::MAX)? {
        builder = builder.follow_redirects(most);
    }
    let attempts = variables.number(RETRY_ATTEMPTS, 1, MOST_ATTEMPTS)?;
    let retry = attempts.map_or_else(Retry::default, |attempts| Retry::default().attempts(attempts));
    builder = builder
        .retry(retry)
        .forward_trace(variables.flag(FORWARD_TRACE)?)
        .danger_accept_any_certificate(variables.flag(ACCEPT_ANY_CERTIFICATE)?);
    builder = variables.pem(ROOTS, builder, ClientBuilder::extra_roots)?;
    builder = variables.pem(CLIENT_CERTIFICATE, builder, ClientBuilder::client_certificate)?;
    Ok((builder.build()?, retry))
}

struct Variables<F>(F);

impl<F: Fn(&str) -> Option<String>> Variables<F> {
    fn text(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|text| !text.trim().is_empty())
    }

    fn number<T: FromStr + PartialOrd>(&self, name: &str, least: T, most: T) -> Result<Option<T>, HttpClientError> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let number = text.trim().parse().ok().filter(|number| (least..=most).contains(number));
        number.map(Some).ok_or_else(|| bad(name, "it is not a whole number, or out of range"))
    }

    fn flag(&self, name: &str) -> Result<bool, HttpClientError> {
        let Some(text) = self.text(name) else { return Ok(false) };
        match text.trim().to_ascii_lowercase().as_str() {
            "1" | "true" | "yes" | "on" => Ok(true),
            "0" | "false" | "no" | "off" => Ok(false),
            _ => Err(bad(name, "it is neither `true` nor `false`")),
        }
    }

    fn pem(
        &self,
        name: &str,
        builder: ClientBuilder,
        set: impl FnOnce(ClientBuilder, Cow<'static, [u8]>) -> ClientBuilder,
    ) -> Result<ClientBuilder, HttpClientError> {
        let Some(text) = self.text(name) else { return Ok(builder) };
        let pem = if text.contains("-----BEGIN ") {
            // Where a variable is one line, its author writes the line ends out.
            text.replace("\\n", "\n").into_bytes()
        } else {
            // A path may be a mistyped secret, and the error of the system does not quote it.
            std::fs::read(text.trim()).map_err(|error| bad(name, "it is no PEM text and no file").because(error))?
        };
        let builder = set(builder, pem.into());
        builder.checked().map_err(|problem| bad(name, &problem.to_string()))
    }
}

fn bad(name: &str, problem: &str) -> HttpClientError {
    HttpClientError::new(HttpClientErrorKind::BadSettings, format!("`{name}` cannot be used: {problem}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(name: &'static str, value: &str) -> Result<(Client, Retry), HttpClientError> {
        read(|asked| (asked == name).then(|| value.to_owned()))
    }

    #[test]
    fn nothing_set_is_the_default() {
        let (_, retry) = read(|_| None).unwrap();
        assert_eq!(retry, Retry::default());
        for name in VARIABLES {
            read_one(name, " ").unwrap();
        }
    }

    #[test]
    fn each_variable_is_read_and_its_mistakes_are_told_without_the_value() {
        for (name, good, bad) in [
            (TIMEOUT, "7000", "canary7s"),
            (BODY_LIMIT, "0", "-canary"),
            (REDIRECTS, "5", "canary"),
            (RETRY_ATTEMPTS, "1", "11"),
            (RETRY_ATTEMPTS, "10", "0"),
            (FORWARD_TRACE, "True", "canary"),
            (ACCEPT_ANY_CERTIFICATE, "off", "canary"),
            (ROOTS, "", "/canary"),
            (ROOTS, "", "-----BEGIN CERTIFICATE-----\\ncanary"),
            (CLIENT_CERTIFICATE, "", "-----BEGIN PRIVATE KEY-----\\ncanary"),
        ] {
            assert!(VARIABLES.contains(&name));
            read_one(name, good).unwrap();
            let error = read_one(name, bad).unwrap_err();
            assert_eq!(error.kind(), HttpClientErrorKind::BadSettings);
            let text = format!("{error} {error:?}");
            assert!(text.contains(name) && !text.contains("canary"), "{text}");
        }
    }

    #[test]
    fn every_variable_is_in_the_documentation() {
        for name in VARIABLES {
            assert!(include_str!("settings.md").contains(&format!("| `{name}` |")), "{name}");
        }
    }
}
