//! An answer as JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::SET_COOKIE;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use crate::response::{Response, Timing};

/// An answer to an HTTP request.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "HttpResponse")]
struct Answer<'a> {
    /// The status code.
    status: u16,
    /// By name in lower case; several of one name are joined by a comma.
    headers: BTreeMap<&'a str, Cow<'a, str>>,
    /// The `set-cookie` headers, which cannot be joined.
    cookies: Vec<Cow<'a, str>>,
    /// The body as text, or in base64 if it is no UTF-8.
    body: Cow<'a, str>,
    /// Whether the body is in base64.
    is_base64: bool,
    /// Where the time went.
    timing: Milliseconds,
}

/// Where the time of a request went, in milliseconds.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "HttpTiming")]
struct Milliseconds {
    /// Looking the host up and connecting.
    connect: f64,
    /// Agreeing on TLS.
    tls: f64,
    /// From the beginning to the answer's head.
    first_byte: f64,
    /// From the beginning to the end of the body.
    total: f64,
    /// Whether the answer came over a connection that had been kept.
    reused: bool,
}

impl From<Timing> for Milliseconds {
    fn from(timing: Timing) -> Self {
        let milliseconds = |time: Duration| time.as_secs_f64() * 1_000.0;
        Self {
            connect: milliseconds(timing.connect),
            tls: milliseconds(timing.tls),
            first_byte: milliseconds(timing.first_byte),
            total: milliseconds(timing.total),
            reused: timing.reused,
        }
    }
}

impl<'a> From<&'a Response> for Answer<'a> {
    fn from(response: &'a Response) -> Self {
        let mut headers: BTreeMap<&str, Cow<'_, str>> = BTreeMap::new();
        let mut cookies = Vec::new();
        for (name, value) in &response.headers {
            let value = String::from_utf8_lossy(value.as_bytes());
            if name == SET_COOKIE {
                cookies.push(value);
            } else {
                headers
                    .entry(name.as_str())
                    .and_modify(|joined| {
                        let joined = joined.to_mut();
                        joined.push_str(", ");
                        joined.push_str(&value);
                    })
                    .or_insert(value);
            }
        }
        let (body, is_base64) = match std::str::from_utf8(&response.body) {
            Ok(text) => (text.into(), false),
            Err(_) => (BASE64_STANDARD.encode(&response.body).into(), true),
        };
        Self { status: response.status.as_u16(), headers, cookies, body, is_base64, timing: response.timing.into() }
    }
}

/// With its headers and its body.
impl Serialize for Response {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Answer::from(self).serialize(serializer)
    }
}

impl JsonSchema for Response {
    fn schema_name() -> Cow<'static, str> {
        Answer::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Answer::json_schema(generator)
    }
}
