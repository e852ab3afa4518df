//! How a client is set up.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::client::Client;
use crate::connection::{Tls, TlsSettings, certificates, private_key};
use crate::error::HttpClientError;
use crate::retry::Retry;

/// Bytes that a body may have, as it came and unpacked: 16 MiB. Lambda hands on 6 MB at most.
const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// What a client does unless a request says otherwise.
pub(crate) struct Settings {
    pub(crate) timeout: Duration,
    pub(crate) deadline_margin: Duration,
    pub(crate) body_limit: usize,
    pub(crate) gzip: bool,
    pub(crate) redirects: u32,
    pub(crate) forwards_trace: bool,
    pub(crate) retry: Retry,
    pub(crate) clock: Box<dyn Fn() -> SystemTime + Send + Sync>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(10),
            deadline_margin: Duration::from_millis(300),
            body_limit: BODY_LIMIT,
            gzip: true,
            redirects: 0,
            forwards_trace: false,
            retry: Retry::default(),
            clock: Box::new(SystemTime::now),
        }
    }
}

/// Sets a [`Client`] up. See [`Client::builder`].
#[derive(Default)]
#[must_use = "a builder makes no client until `build`"]
pub struct ClientBuilder {
    settings: Settings,
    tls: TlsSettings,
    problem: Option<HttpClientError>,
}

impl ClientBuilder {
    /// The time for a whole request that has none of its own: 10 s by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// How long before the deadline of the invocation a request ends: 300 ms by default, so that there is time to answer
    /// with what is known then.
    pub fn deadline_margin(mut self, margin: Duration) -> Self {
        self.settings.deadline_margin = margin;
        self
    }

    /// Bytes that an answer's body may have, as it comes and unpacked: 16 MiB by default.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.settings.body_limit = bytes;
        self
    }

    /// Whether answers may come packed: yes by default. A request with an `accept-encoding` of its own gets what it asked
    /// for, as it comes.
    pub fn gzip(mut self, asks: bool) -> Self {
        self.settings.gzip = asks;
        self
    }

    /// How many redirects are followed: none by default, and then a redirect is an answer like any other.
    ///
    /// Another host, port or scheme gets no header of the request but `accept`, `accept-language` and `user-agent`. A
    /// redirect is an error if it leads from `https` to `http`, and if another host would get the request's body or see the
    /// client certificate.
    pub fn follow_redirects(mut self, most: u32) -> Self {
        self.settings.redirects = most;
        self
    }

    /// Whether requests carry on the trace of the invocation in the header `x-amzn-trace-id`: no by default.
    pub fn forward_trace(mut self, forwards: bool) -> Self {
        self.settings.forwards_trace = forwards;
        self
    }

    /// How often a request may be made that does not say so itself: see [`Retry`].
    pub fn retry(mut self, retry: Retry) -> Self {
        self.settings.retry = retry;
        self
    }

    /// Trusts the certificates of a PEM text too: private authorities, and self-signed certificates themselves, these for the
    /// names that they bear and for as long as they are given.
    pub fn extra_roots(mut self, pem: impl AsRef<[u8]>) -> Self {
        match certificates(pem.as_ref()) {
            Ok(certificates) => self.tls.extra_roots.extend(certificates),
            Err(problem) => self.refuse(problem),
        }
        self
    }

    /// Shows a certificate to peers that ask for one: a PEM text of the chain and the private key.
    pub fn client_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        match certificates(pem.as_ref()).and_then(|chain| Ok((chain, private_key(pem.as_ref())?))) {
            Ok(identity) => self.tls.identity = Some(identity),
            Err(problem) => self.refuse(problem),
        }
        self
    }

    /// Whether any certificate is believed. Then whoever stands between can read and change everything, so this is warned
    /// of in the log; [`extra_roots`](Self::extra_roots) is almost always what is meant.
    pub fn danger_accept_any_certificate(mut self, accepts: bool) -> Self {
        self.tls.accepts_any_certificate = accepts;
        self
    }

    /// Another wall clock, by which kept connections age: time in a test passes when the test says so.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.settings.clock = Box::new(now);
        self
    }

    /// The finished client.
    ///
    /// # Errors
    /// A certificate or key that cannot be used.
    pub fn build(self) -> Result<Client, HttpClientError> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        if self.tls.accepts_any_certificate {
            tracing::warn!(
                "the HTTP client accepts any certificate: whoever stands between can read and change everything"
            );
        }
        Ok(Client::from_parts(self.settings, Tls::new(self.tls)?))
    }

    /// The builder, or the first mistake so far.
    #[cfg(feature = "interface")]
    pub(crate) fn checked(mut self) -> Result<Self, HttpClientError> {
        self.problem.take().map_or(Ok(self), Err)
    }

    /// The first mistake stands.
    fn refuse(&mut self, problem: HttpClientError) {
        self.problem.get_or_insert(problem);
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("timeout", &self.settings.timeout).finish_non_exhaustive()
    }
}
