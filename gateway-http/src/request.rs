//! What is asked.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use form_urlencoded::Serializer;
use http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING, UPGRADE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;

use crate::error::{HttpClientError, HttpClientErrorKind};
use crate::retry::Retry;
use crate::url::Url;

/// A request, to be [sent](crate::Client::send) by a client.
///
/// A mistake in it, such as a URL without a scheme, is told when it is sent, and nothing is sent then.
///
/// ```
/// use std::time::Duration;
///
/// use gateway_http::Request;
///
/// let request = Request::post("https://home.example/api/alexa/smart_home")
///     .header("authorization", "Bearer secret")
///     .header("content-type", "application/json")
///     .body(r#"{"directive": {}}"#)
///     .timeout(Duration::from_secs(7));
/// assert!(!format!("{request:?}").contains("secret"));
/// ```
#[must_use = "a request does nothing until a client sends it"]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: Result<Url, HttpClientError>,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<Retry>,
}

impl Request {
    /// Begins a request.
    pub fn new(method: Method, url: &str) -> Self {
        Self {
            method,
            url: Url::parse(url),
            query: String::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            timeout: None,
            retry: None,
        }
    }

    /// Begins a GET.
    pub fn get(url: &str) -> Self {
        Self::new(Method::GET, url)
    }

    /// Begins a POST.
    pub fn post(url: &str) -> Self {
        Self::new(Method::POST, url)
    }

    /// Begins a PUT.
    pub fn put(url: &str) -> Self {
        Self::new(Method::PUT, url)
    }

    /// Begins a PATCH.
    pub fn patch(url: &str) -> Self {
        Self::new(Method::PATCH, url)
    }

    /// Begins a DELETE.
    pub fn delete(url: &str) -> Self {
        Self::new(Method::DELETE, url)
    }

    /// Sets a header; what was there under this name is replaced.
    ///
    /// `content-length`, `transfer-encoding`, `connection` and `upgrade` are the client's own: with one of them the request
    /// is refused, as it is with a value that would not stay on its line.
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        match checked(name, value.as_ref()) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => self.refuse(error),
        }
        self
    }

    /// Appends a parameter to the URL's query, percent-encoded.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        let end = self.query.len();
        let query = std::mem::take(&mut self.query);
        self.query = Serializer::for_suffix(query, end).append_pair(name, value).finish();
        self
    }

    /// Sets the body, as it is.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Sets the body to a value in JSON, and `content-type` unless it is set already.
    pub fn json<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => {
                self.body = body.into();
                self.headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
            }
            // serde's word may quote the value, so it is left out.
            Err(_) => self.refuse(bad_request("the body cannot be written as JSON".to_owned())),
        }
        self
    }

    /// The time for all of it: name, connection, TLS, head, body, redirects, retries and their pauses. Never more than the
    /// invocation has left.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How often this request may be made, instead of what the client is set to.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// The first mistake stands.
    fn refuse(&mut self, error: HttpClientError) {
        if self.url.is_ok() {
            self.url = Err(error);
        }
    }
}

fn checked(name: &str, value: &[u8]) -> Result<(HeaderName, HeaderValue), HttpClientError> {
    let name =
        HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad_request("a header's name is no token".into()))?;
    if [CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION, UPGRADE].contains(&name) {
        return Err(bad_request(format!("the header `{name}` is the client's own")));
    }
    let mut value = HeaderValue::from_bytes(value)
        .map_err(|_| bad_request(format!("the value of the header `{name}` has a byte that no header may have")))?;
    // Whatever prints the map later: none of the values was meant to be read.
    value.set_sensitive(true);
    Ok((name, value))
}

fn bad_request(sentence: String) -> HttpClientError {
    HttpClientError::new(HttpClientErrorKind::BadRequest, sentence)
}

/// Shows no value of a header, no path and no body.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("origin", &self.url.as_ref().ok().map(|url| url.origin.as_str()))
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
