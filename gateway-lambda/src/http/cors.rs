//! Requests of pages from other origins.

use std::time::Duration;

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD,
    HeaderMap, HeaderName, HeaderValue, ORIGIN, VARY,
};
use http::{Method, StatusCode};

use super::{Request, Response};

/// Which origins may read the answers, in a browser. Nobody may unless this says so.
///
/// If the API or the function URL is configured for CORS, the service answers in its own way and this is not asked.
///
/// Source: the [CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol) of the Fetch standard.
///
/// ```
/// use gateway_lambda::http::{Cors, Request, Response};
/// use gateway_lambda::source::Source;
/// use http::{Method, StatusCode};
///
/// let cors = Cors::origins([http::HeaderValue::from_static("https://shop.example")]);
/// let event = br#"{
///     "httpMethod": "OPTIONS",
///     "headers": {"origin": "https://shop.example", "access-control-request-method": "PUT"}
/// }"#;
/// let request = Request::decode(Source::ApiGatewayRest, event).unwrap();
/// let answer = cors.preflight(&request, &[Method::GET, Method::PUT]).unwrap();
/// assert_eq!(answer.status, StatusCode::NO_CONTENT);
/// assert_eq!(answer.headers["access-control-allow-origin"], "https://shop.example");
/// assert_eq!(answer.headers["access-control-allow-methods"], "GET, PUT");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cors {
    origins: Vec<HeaderValue>,
    any_origin: bool,
    headers: Vec<HeaderName>,
    exposed: Vec<HeaderName>,
    credentials: bool,
    max_age: Option<Duration>,
}

impl Cors {
    /// Allows these origins, each as a browser writes it: `https://shop.example`, without a slash at the end.
    pub fn origins(origins: impl IntoIterator<Item = HeaderValue>) -> Self {
        Self { origins: origins.into_iter().collect(), ..Self::default() }
    }

    /// Allows every origin, but never with credentials.
    pub fn any_origin() -> Self {
        Self { any_origin: true, ..Self::default() }
    }

    /// Allows requests to have these headers, besides those that are always allowed.
    #[must_use]
    pub fn headers(mut self, names: impl IntoIterator<Item = HeaderName>) -> Self {
        self.headers.extend(names);
        self
    }

    /// Lets pages read these headers of an answer, besides those that they may always read.
    #[must_use]
    pub fn expose(mut self, names: impl IntoIterator<Item = HeaderName>) -> Self {
        self.exposed.extend(names);
        self
    }

    /// Lets the listed origins send cookies and read what is answered to them.
    #[must_use]
    pub fn credentials(mut self) -> Self {
        self.credentials = true;
        self
    }

    /// Says how long a browser may remember what a preflight allowed.
    #[must_use]
    pub fn max_age(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age);
        self
    }

    /// Answers a browser that asks before it sends a request; `None` if it does not ask. `methods` are those that the
    /// path has.
    pub fn preflight(&self, request: &Request, methods: &[Method]) -> Option<Response> {
        let asks = request.method == Method::OPTIONS
            && request.headers.contains_key(ORIGIN)
            && request.headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        if !asks {
            return None;
        }
        let mut response = Response::new(StatusCode::NO_CONTENT);
        if self.allow(&request.headers, &mut response) {
            let headers = &mut response.headers;
            set_list(headers, ACCESS_CONTROL_ALLOW_METHODS, methods.iter().map(Method::as_str));
            set_list(headers, ACCESS_CONTROL_ALLOW_HEADERS, self.headers.iter().map(HeaderName::as_str));
            if let Some(max_age) = self.max_age {
                headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from(max_age.as_secs()));
            }
        }
        Some(response)
    }

    /// Lets the page that sent the request read the response, if its origin is allowed.
    pub fn apply(&self, request: &HeaderMap, response: &mut Response) {
        if self.allow(request, response) {
            set_list(&mut response.headers, ACCESS_CONTROL_EXPOSE_HEADERS, self.exposed.iter().map(HeaderName::as_str));
        }
    }

    fn allow(&self, request: &HeaderMap, response: &mut Response) -> bool {
        let headers = &mut response.headers;
        if self.any_origin {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
            return true;
        }
        if self.origins.is_empty() {
            return false;
        }
        // A cache must not hand to one origin what was said to another.
        headers.append(VARY, HeaderValue::from_static("origin"));
        let Some(origin) = request.get(ORIGIN).filter(|origin| self.origins.contains(origin)) else { return false };
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        if self.credentials {
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
        true
    }
}

/// An empty list says nothing.
fn set_list<'a>(headers: &mut HeaderMap, name: HeaderName, values: impl Iterator<Item = &'a str>) {
    let list = values.collect::<Vec<_>>().join(", ");
    if let (false, Ok(value)) = (list.is_empty(), HeaderValue::try_from(list)) {
        headers.insert(name, value);
    }
}
