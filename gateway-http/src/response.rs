//! What was answered.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::error::{HttpClientError, HttpClientErrorKind};

/// An answer, whatever its status, with its whole body.
#[derive(Clone)]
pub struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) timing: Timing,
    pub(crate) certificate_expiry: Option<SystemTime>,
}

/// Where the time of a request went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timing {
    /// Looking the host up and connecting; zero on a kept connection.
    pub connect: Duration,
    /// Agreeing on TLS; zero on a kept connection and without TLS.
    pub tls: Duration,
    /// From the beginning to the answer's head.
    pub first_byte: Duration,
    /// From the beginning to the end of the body, with all redirects, retries and their pauses.
    pub total: Duration,
    /// Whether the answer came over a connection that had been kept.
    pub reused: bool,
}

impl Response {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers. Those of a body that came packed are gone: `content-encoding` and `content-length`.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header as text; `None` if there is none, or if it is no text. Of several the first.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body, byte for byte as the peer meant it: gzip that the client had asked for is undone.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body alone.
    pub fn into_body(self) -> Bytes {
        self.body
    }

    /// Where the time went.
    pub fn timing(&self) -> Timing {
        self.timing
    }

    /// When the certificate expires that the peer has shown (`notAfter`: [RFC 5280, section
    /// 4.1.2.5](https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5)); `None` without TLS. It has passed where the client
    /// accepts any certificate.
    pub fn certificate_expiry(&self) -> Option<SystemTime> {
        self.certificate_expiry
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// It is not JSON, or has another shape. The text says where, and does not quote it.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, HttpClientError> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let place = format!(
                "the answer's body is not the JSON that was asked for, at line {} column {}",
                error.line(),
                error.column()
            );
            HttpClientError::new(HttpClientErrorKind::BadJson, place).with_sent(true)
        })
    }
}

/// Shows no value of a header and no body: answers echo tokens.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status.as_u16())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .field("timing", &self.timing)
            .field("certificate_expiry", &self.certificate_expiry)
            .finish()
    }
}
