//! The answer of each source.

use std::borrow::Cow;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use gateway_runtime::Json;
use http::StatusCode;
use http::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, SET_COOKIE};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::to_raw_value;

use super::Response;
use crate::source::Source;

/// How the answer to a request has to look: it depends on the source, on how the source sent the headers, and on
/// whether the answer may have a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    headers: Style,
    described: bool,
    without_body: bool,
}

/// Where several headers of one name go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// Into `multiValueHeaders`, the others into `headers`.
    Both,
    /// All into `multiValueHeaders`: a load balancer that sends it reads nothing else.
    Multi,
    /// Joined by a comma; cookies apart.
    Cookies,
    /// Joined by a comma; cookies under names that differ in case, for where there can be only one of a name.
    Joined,
}

impl Style {
    /// Whether the headers of a name do not go into `headers`.
    fn sets_apart(self, headers: &HeaderMap, name: &HeaderName) -> bool {
        match self {
            Self::Both => headers.get_all(name).iter().nth(1).is_some(),
            Self::Multi => true,
            Self::Cookies => name == SET_COOKIE,
            Self::Joined => false,
        }
    }
}

impl Shape {
    pub(crate) fn new(source: Source, multi_value: bool, is_head: bool) -> Self {
        let headers = match source {
            Source::ApiGatewayRest => Style::Both,
            Source::Alb if multi_value => Style::Multi,
            Source::HttpApi | Source::FunctionUrl => Style::Cookies,
            _ => Style::Joined,
        };
        Self { headers, described: matches!(source, Source::Alb | Source::VpcLattice), without_body: is_head }
    }
}

impl Response {
    /// Writes the response in the shape that [`Request::shape`](super::Request::shape) asks for.
    ///
    /// | source | several headers of a name | cookies |
    /// |---|---|---|
    /// | `api_gateway_rest` | `multiValueHeaders` | as other headers |
    /// | `alb` with multi-value headers | `multiValueHeaders` for all | as other headers |
    /// | `http_api`, `function_url` | joined by `, ` | `cookies` |
    /// | `alb`, `vpc_lattice`, `websocket` | joined by `, ` | names that differ in case: `set-cookie`, `Set-cookie`, .. |
    ///
    /// `alb` and `vpc_lattice` also get a `statusDescription`. The answer to `HEAD` has no body, but its
    /// `content-length`, unless the status forbids one.
    ///
    /// Sources: the pages that [`Source`] names for each.
    ///
    /// # Panics
    /// Never: a response is always JSON.
    pub fn encode(&self, shape: Shape) -> Json {
        self.encode_with(shape, &[])
    }

    /// As [`encode`](Self::encode), with headers that are added unless there are such.
    pub(crate) fn encode_with(&self, shape: Shape, defaults: &'static [(HeaderName, &'static str)]) -> Json {
        let mut headers = Cow::Borrowed(&self.headers);
        // Source: RFC 9110, section 8.6.
        let has_length = !self.status.is_informational() && self.status != StatusCode::NO_CONTENT;
        if shape.without_body && has_length && !headers.contains_key(CONTENT_LENGTH) {
            headers.to_mut().insert(CONTENT_LENGTH, HeaderValue::from(self.body.len()));
        }
        let (body, is_base64_encoded) = match std::str::from_utf8(&self.body) {
            _ if shape.without_body => (Cow::Borrowed(""), false),
            Ok(text) => (Cow::Borrowed(text), false),
            Err(_) => (Cow::Owned(BASE64_STANDARD.encode(&self.body)), true),
        };
        let style = shape.headers;
        let has_multi = match style {
            Style::Multi => true,
            Style::Both => headers.len() > headers.keys_len(),
            Style::Cookies | Style::Joined => false,
        };
        let wire = Wire {
            status_code: self.status.as_u16(),
            status_description: shape.described.then(|| self.status.to_string()),
            headers: (style != Style::Multi).then_some(Single { headers: &headers, style, defaults }),
            multi_value_headers: has_multi.then_some(Multi { headers: &headers, style, defaults }),
            cookies: (style == Style::Cookies && headers.contains_key(SET_COOKIE))
                .then(|| headers.get_all(SET_COOKIE).iter().map(text).collect()),
            body,
            is_base64_encoded,
        };
        to_raw_value(&wire).expect("texts, numbers and maps by text are JSON").into()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wire<'a> {
    status_code: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<Single<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multi_value_headers: Option<Multi<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cookies: Option<Vec<Cow<'a, str>>>,
    body: Cow<'a, str>,
    is_base64_encoded: bool,
}

/// One text for each name.
struct Single<'a> {
    headers: &'a HeaderMap,
    style: Style,
    defaults: &'static [(HeaderName, &'static str)],
}

impl Serialize for Single<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in missing(self.headers, self.defaults) {
            map.serialize_entry(name.as_str(), value)?;
        }
        // Nearly always: a look-up for each name costs more than all the rest.
        if self.headers.len() == self.headers.keys_len() {
            for (name, value) in self.headers {
                if self.style != Style::Cookies || name != SET_COOKIE {
                    map.serialize_entry(name.as_str(), &text(value))?;
                }
            }
            return map.end();
        }
        for name in self.headers.keys() {
            if self.style.sets_apart(self.headers, name) {
                continue;
            }
            let mut values = self.headers.get_all(name).iter().map(text);
            if self.style == Style::Joined && *name == SET_COOKIE {
                for (index, value) in values.enumerate() {
                    map.serialize_entry(&cased(name.as_str(), index), &value)?;
                }
                continue;
            }
            // Source: RFC 9110, section 5.3.
            let mut joined = values.next().unwrap_or_default();
            for value in values {
                let joined = joined.to_mut();
                joined.push_str(", ");
                joined.push_str(&value);
            }
            map.serialize_entry(name.as_str(), &joined)?;
        }
        map.end()
    }
}

/// An array of texts for each name.
struct Multi<'a> {
    headers: &'a HeaderMap,
    style: Style,
    defaults: &'static [(HeaderName, &'static str)],
}

impl Serialize for Multi<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names = self.headers.keys().filter(|name| self.style.sets_apart(self.headers, name));
        let said = names.map(|name| {
            let values: Vec<_> = self.headers.get_all(name).iter().map(text).collect();
            (name.as_str(), values)
        });
        // What has one value alone stands among the others.
        let defaults = if self.style == Style::Multi { self.defaults } else { &[] };
        let added = missing(self.headers, defaults).map(|(name, value)| (name.as_str(), vec![Cow::Borrowed(*value)]));
        serializer.collect_map(said.chain(added))
    }
}

/// Those that the headers lack.
fn missing<'d>(
    headers: &HeaderMap,
    defaults: &'d [(HeaderName, &'static str)],
) -> impl Iterator<Item = &'d (HeaderName, &'static str)> {
    defaults.iter().filter(|(name, _)| headers.keys().all(|said| said != name))
}

/// JSON has no bytes: what is not UTF-8, and so no header that a client could read, is replaced.
fn text(value: &HeaderValue) -> Cow<'_, str> {
    value.to_str().map_or_else(|_| String::from_utf8_lossy(value.as_bytes()), Cow::Borrowed)
}

/// The name with the letters in upper case whose bits are set in the index: another name for JSON, the same for HTTP.
fn cased(name: &str, index: usize) -> String {
    let mut letter = 0;
    let raise = |character: char| {
        let is_raised = character.is_ascii_alphabetic() && {
            letter += 1;
            index.checked_shr(letter - 1).unwrap_or(0) & 1 == 1
        };
        if is_raised { character.to_ascii_uppercase() } else { character }
    };
    name.chars().map(raise).collect()
}
