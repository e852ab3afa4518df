//! An HTTP response.

use bytes::Bytes;
use gateway_runtime::Json;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, STRICT_TRANSPORT_SECURITY};
use http::header::{HeaderName, HeaderValue, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS};

use super::{PROBLEM_JSON, Problem};

/// Headers that a response gets unless it has them.
pub(crate) type Defaults<const N: usize> = [(HeaderName, &'static str); N];

/// An HTTP response, for whichever source: [`encode`](Self::encode) writes it.
///
/// A cookie is a `Set-Cookie` header, one for each.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers; a name may come several times.
    pub headers: HeaderMap,
    /// The body: what is not UTF-8 is sent as base64.
    pub body: Bytes,
}

impl Response {
    /// A response without headers and body.
    pub fn new(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// JSON.
    pub fn json(status: StatusCode, body: Json) -> Self {
        Self::new(status).with_body("application/json", body.into_string())
    }

    /// Plain text.
    pub fn text(status: StatusCode, body: impl Into<String>) -> Self {
        Self::new(status).with_body("text/plain; charset=utf-8", body.into())
    }

    /// An error in the shape of [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457), with its status.
    pub fn problem(problem: &Problem) -> Self {
        Self::new(problem.status()).with_body(PROBLEM_JSON, problem.to_json().into_string())
    }

    /// Sets the body and its type.
    #[must_use]
    pub fn with_body(self, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let mut response = self.with_header(CONTENT_TYPE, HeaderValue::from_static(content_type));
        response.body = body.into();
        response
    }

    /// Sets a header in place of those of that name.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Adds the headers that an API should send, except for those that are there.
    ///
    /// | header | value |
    /// |---|---|
    /// | `cache-control` | `no-store` |
    /// | `content-security-policy` | `frame-ancestors 'none'` |
    /// | `strict-transport-security` | `max-age=63072000` |
    /// | `x-content-type-options` | `nosniff` |
    /// | `x-frame-options` | `DENY` |
    ///
    /// Source: OWASP, [REST Security Cheat Sheet, "Security Headers"][rest], the value for transport security from its
    /// [HSTS cheat sheet][hsts]; without `includeSubDomains`, as other hosts of the domain are not ours to decide for.
    ///
    /// [rest]: https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers
    /// [hsts]: https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Strict_Transport_Security_Cheat_Sheet.html
    ///
    /// ```
    /// use gateway_lambda::http::Response;
    /// use http::StatusCode;
    /// use http::header::{CACHE_CONTROL, HeaderValue, X_FRAME_OPTIONS};
    ///
    /// let response = Response::new(StatusCode::OK)
    ///     .with_header(CACHE_CONTROL, HeaderValue::from_static("max-age=60"))
    ///     .with_security_headers();
    /// assert_eq!(response.headers[CACHE_CONTROL], "max-age=60");
    /// assert_eq!(response.headers[X_FRAME_OPTIONS], "DENY");
    /// ```
    #[must_use]
    pub fn with_security_headers(mut self) -> Self {
        for (name, value) in &SECURITY_HEADERS {
            self.headers.entry(name).or_insert(HeaderValue::from_static(value));
        }
        self
    }
}

pub(crate) static SECURITY_HEADERS: Defaults<5> = [
    (CACHE_CONTROL, "no-store"),
    (CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
    (STRICT_TRANSPORT_SECURITY, "max-age=63072000"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
];

/// Without headers and body: both may hold secrets.
impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Response({}, {} bytes)", self.status.as_u16(), self.body.len())
    }
}
