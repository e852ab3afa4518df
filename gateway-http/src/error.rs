//! Why a request has no answer.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::url::Origin;

type Source = Box<dyn Error + Send + Sync>;

/// Why a request has no answer.
///
/// An answer with any status is an answer, not an error. The text names the scheme, host and port that was asked, and
/// never a header, a body, a path, a query or the user info of a URL: all of these may hold a secret.
///
/// ```
/// use gateway_http::{Client, HttpClientErrorKind, Request};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let error = Client::new().send(Request::get("http:/home.example")).await.unwrap_err();
/// assert_eq!(error.kind(), HttpClientErrorKind::BadUrl);
/// assert_eq!(error.to_string(), "the URL has one slash after `http:`: write `http://`");
/// assert!(!error.sent());
/// # }
/// ```
pub struct HttpClientError(Box<Repr>);

struct Repr {
    kind: HttpClientErrorKind,
    origin: Option<Origin>,
    detail: Cow<'static, str>,
    sent: bool,
    source: Option<Source>,
}

/// What kind of failure a [`HttpClientError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HttpClientErrorKind {
    /// The URL cannot be asked; the text says what is wrong with it.
    BadUrl,
    /// A header or the body of the request cannot be sent.
    BadRequest,
    /// A setting of the client, such as an extra root certificate, cannot be used.
    BadSettings,
    /// The host's name has no address.
    Dns,
    /// Nothing listens at the port.
    Refused,
    /// No address of the host can be reached.
    Unreachable,
    /// No TLS session came about.
    Tls(TlsFailure),
    /// The time was over, in this phase.
    Timeout(Phase),
    /// The peer closed or reset the connection before the answer's head had come.
    Closed,
    /// The connection ended within the answer's body.
    Truncated,
    /// The answer is larger than the limit, as it came or decoded.
    TooLarge,
    /// The body is not of the encoding that the answer says.
    BadEncoding,
    /// What came is no answer in HTTP.
    BadResponse,
    /// A redirect that cannot be followed without giving something away, or one too many.
    RedirectRefused,
    /// The body is not the JSON that was asked for.
    BadJson,
}

/// What a TLS session failed of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TlsFailure {
    /// The certificate leads to no root that is known: its intermediates were not sent, or its authority is private.
    UnknownIssuer,
    /// The certificate is its own issuer.
    SelfSigned,
    /// The certificate has expired.
    Expired,
    /// The certificate is not valid yet.
    NotYetValid,
    /// The certificate is for other names.
    WrongName,
    /// The certificate is bad in another way.
    BadCertificate,
    /// The peer does not speak TLS.
    NotTls,
    /// The peer ended the handshake, or nothing was found that both speak.
    Handshake,
}

/// Where a request was when its time was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// Before anything was done: the invocation had no time left.
    Start,
    /// The host's addresses were looked up.
    Resolve,
    /// A connection was being opened.
    Connect,
    /// TLS was being agreed on.
    Tls,
    /// The request was being sent, or the answer's head awaited.
    Head,
    /// The answer's body was awaited.
    Body,
}

impl HttpClientError {
    pub(crate) fn new(kind: HttpClientErrorKind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Repr { kind, origin: None, detail: detail.into(), sent: false, source: None }))
    }

    pub(crate) fn timeout(phase: Phase) -> Self {
        let detail = match phase {
            Phase::Start => "no time is left",
            Phase::Resolve => "the time was over while the address was looked up",
            Phase::Connect => "the time was over while the connection was opened",
            Phase::Tls => "the time was over while TLS was agreed on",
            Phase::Head => "the time was over before the answer came",
            Phase::Body => "the time was over within the answer's body",
        };
        Self::new(HttpClientErrorKind::Timeout(phase), detail)
    }

    pub(crate) fn because(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn at(mut self, origin: &Origin) -> Self {
        self.0.origin = Some(origin.clone());
        self
    }

    pub(crate) fn with_sent(mut self, sent: bool) -> Self {
        self.0.sent = sent;
        self
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> HttpClientErrorKind {
        self.0.kind
    }

    /// Whether a byte of the request may have reached a peer, at any attempt and before any redirect. `false` is certain: the
    /// request can be made again without being made twice.
    pub fn sent(&self) -> bool {
        self.0.sent
    }

    /// Scheme, host and port that was asked; `None` when it did not come to that.
    pub fn origin(&self) -> Option<&str> {
        self.0.origin.as_ref().map(Origin::as_str)
    }
}

impl fmt::Display for HttpClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Repr { origin, detail, sent, .. } = &*self.0;
        match origin {
            None => f.write_str(detail),
            Some(origin) => {
                let sent = if *sent { "the request was sent" } else { "nothing was sent" };
                write!(f, "{}: {detail}; {sent}", origin.as_str())
            }
        }
    }
}

impl fmt::Debug for HttpClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Repr { kind, origin, detail, sent, source } = &*self.0;
        f.debug_struct("HttpClientError")
            .field("kind", kind)
            .field("origin", &origin.as_ref().map(Origin::as_str))
            .field("detail", detail)
            .field("sent", sent)
            .field("source", source)
            .finish()
    }
}

impl Error for HttpClientError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}
