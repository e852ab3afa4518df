//! The client: from a request to its answer, within one deadline.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use gateway_runtime::Context;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONNECTION, CONTENT_LENGTH, HOST, RANGE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Version};
use http_body_util::Full;
use tokio::time::{Instant, sleep};

use crate::body;
use crate::builder::{ClientBuilder, Settings};
use crate::connection::{Connection, Opening, Tls, TlsSettings};
use crate::error::{HttpClientError, HttpClientErrorKind, Phase};
use crate::pool::Pool;
use crate::redirect::Hop;
use crate::request::Request;
use crate::response::{Response, Timing};
use crate::retry::Retry;
use crate::stats::{ClientStats, Counters, count};
use crate::url::{Origin, Url};

/// `tokio` counts no time longer than some decades; a month is no limit either.
const FAR: Duration = Duration::from_hours(24 * 30);

const TRACE: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// Makes requests. One for the life of the process: it keeps connections. A clone is the same client.
///
/// It needs a tokio runtime with I/O and time, and works in any.
///
/// ```no_run
/// use gateway_http::{Client, Request};
///
/// # async fn example() -> Result<(), gateway_http::HttpClientError> {
/// let client = Client::new();
/// let answer = client.send(Request::get("https://home.example/api/")).await?;
/// assert_eq!(answer.status(), 200);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    settings: Settings,
    tls: Tls,
    pool: Pool,
    counters: Counters,
}

impl Default for Client {
    fn default() -> Self {
        Self::new()
    }
}

impl Client {
    /// A client as it is set by default.
    #[expect(clippy::missing_panics_doc, reason = "no settings, no mistake in them")]
    pub fn new() -> Self {
        let tls = Tls::new(TlsSettings::default()).expect("without settings nothing is made yet");
        Self::from_parts(Settings::default(), tls)
    }

    /// Sets a client up.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use gateway_http::Client;
    ///
    /// let client = Client::builder().timeout(Duration::from_secs(7)).build()?;
    /// let problem = Client::builder().extra_roots("no PEM").build().unwrap_err();
    /// assert!(problem.to_string().contains("BEGIN CERTIFICATE"));
    /// # Ok::<(), gateway_http::HttpClientError>(())
    /// ```
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    pub(crate) fn from_parts(settings: Settings, tls: Tls) -> Self {
        Self(Arc::new(Inner { settings, tls, pool: Pool::default(), counters: Counters::default() }))
    }

    /// Makes a request.
    ///
    /// All of it ends in time: that of the request or else the client's, and never later than the invocation that is being
    /// served, less the margin. No request of which a byte was sent is made a second time, except as [`Retry`] says. Who
    /// waits for this future carries the request: dropped, it ends the connection. So does an answer that is whole before
    /// the request is, as a refusal can be: what has not left then is not sent.
    ///
    /// # Errors
    /// There is no answer; see [`HttpClientErrorKind`]. Any status is an answer.
    pub async fn send(&self, request: Request) -> Result<Response, HttpClientError> {
        count(&self.0.counters.requests);
        let outcome = self.carry_out(request).await;
        self.0.counters.end(&outcome);
        outcome
    }

    /// Opens a connection to the URL's host, unless one is kept already, for the next request there: what a start can do
    /// before the first event comes.
    ///
    /// # Errors
    /// As for a request, up to the connection.
    pub async fn warm(&self, url: &str) -> Result<(), HttpClientError> {
        let origin = Url::parse(url)?.origin;
        let deadline = self.deadline(None)?;
        let connection = match self.kept(&origin).await {
            Some(connection) => connection,
            None => self.open(&origin, deadline).await.map_err(|error| error.at(&origin))?.0,
        };
        self.0.pool.put(origin, connection, self.now());
        Ok(())
    }

    /// What the client has done so far.
    pub fn stats(&self) -> ClientStats {
        self.0.counters.snapshot(self.0.pool.len())
    }

    /// What a request may do that does not say so itself.
    #[cfg(feature = "interface")]
    pub(crate) fn retry(&self) -> Retry {
        self.0.settings.retry
    }

    fn now(&self) -> SystemTime {
        (self.0.settings.clock)()
    }

    /// When the request has to be over.
    fn deadline(&self, timeout: Option<Duration>) -> Result<Instant, HttpClientError> {
        let settings = &self.0.settings;
        let left =
            Context::current().remaining_time().map_or(FAR, |left| left.saturating_sub(settings.deadline_margin));
        if left.is_zero() {
            return Err(HttpClientError::timeout(Phase::Start));
        }
        Ok(Instant::now() + timeout.unwrap_or(settings.timeout).min(left).min(FAR))
    }

    async fn carry_out(&self, request: Request) -> Result<Response, HttpClientError> {
        let Request { method, url, query, headers, body, timeout, retry } = request;
        let url = url?.with_query(&query)?;
        if method == Method::CONNECT {
            let sentence = "CONNECT opens a tunnel, which this client does not";
            return Err(HttpClientError::new(HttpClientErrorKind::BadRequest, sentence));
        }
        let begin = Instant::now();
        let deadline = self.deadline(timeout)?;
        let retry = retry.unwrap_or(self.0.settings.retry);
        let mut hop = Hop { method, url, headers, body };
        let most = self.0.settings.redirects;
        let mut followed = 0;
        let mut sent = false;
        loop {
            let mut answer = self.attempt(&hop, &retry, begin, deadline, &mut sent).await?;
            let next = if most == 0 { None } else { hop.next(&answer, self.0.tls.has_identity())? };
            let Some(next) = next else {
                answer.timing.total = begin.elapsed();
                return Ok(answer);
            };
            if followed == most {
                return Err(hop.refuse("there are too many redirects"));
            }
            hop = next;
            followed += 1;
            count(&self.0.counters.redirects);
        }
    }

    /// One step, as often as it may be tried. `sent` is whether anything has left, in this step or one before.
    async fn attempt(
        &self,
        hop: &Hop,
        retry: &Retry,
        begin: Instant,
        deadline: Instant,
        sent: &mut bool,
    ) -> Result<Response, HttpClientError> {
        let mut made = 1;
        loop {
            let outcome = self.exchange(hop, begin, deadline).await;
            *sent |= outcome.as_ref().map_or_else(HttpClientError::sent, |_| true);
            let outcome = outcome.map_err(|error| error.at(&hop.url.origin).with_sent(*sent));
            let Some(pause) = retry.pause(made, &hop.method, &outcome, self.now()) else { return outcome };
            if deadline.saturating_duration_since(Instant::now()) <= pause {
                return outcome;
            }
            sleep(pause).await;
            made += 1;
            count(&self.0.counters.retries);
        }
    }

    /// One request and its answer. Over a kept connection first, if there is one; should that turn out to be closed before
    /// a byte was written, then once over a new one.
    async fn exchange(&self, hop: &Hop, begin: Instant, deadline: Instant) -> Result<Response, HttpClientError> {
        let origin = &hop.url.origin;
        if let Some(connection) = self.kept(origin).await {
            let timing = Timing { reused: true, ..Timing::default() };
            match self.over(connection, hop, timing, begin, deadline).await {
                Err(error) if error.kind() == HttpClientErrorKind::Closed && !error.sent() => {
                    count(&self.0.counters.stale);
                }
                outcome => return outcome,
            }
        }
        let (connection, Opening { connect, tls }) = self.open(origin, deadline).await?;
        let timing = Timing { connect, tls, ..Timing::default() };
        self.over(connection, hop, timing, begin, deadline).await
    }

    async fn over(
        &self,
        mut connection: Connection,
        hop: &Hop,
        mut timing: Timing,
        begin: Instant,
        deadline: Instant,
    ) -> Result<Response, HttpClientError> {
        let settings = &self.0.settings;
        let (head, incoming) = connection.send(self.message(hop), deadline).await?.into_parts();
        timing.first_byte = begin.elapsed();
        let body = connection.read(incoming, settings.body_limit).await?;
        let certificate_expiry = connection.certificate_expiry();
        if connection.is_through() && !ends_here(head.version, &head.headers) {
            self.0.pool.put(hop.url.origin.clone(), connection, self.now());
        }
        let mut headers = head.headers;
        let body = if self.asks_for_gzip(&hop.headers) {
            body::unpack(&mut headers, body, settings.body_limit)?
        } else {
            body
        };
        Ok(Response { status: head.status, headers, body, timing, certificate_expiry })
    }

    /// A connection that was kept and can be used.
    async fn kept(&self, origin: &Origin) -> Option<Connection> {
        while let Some(mut connection) = self.0.pool.take(origin, self.now()) {
            if connection.is_usable().await {
                return Some(connection);
            }
            count(&self.0.counters.stale);
        }
        None
    }

    async fn open(&self, origin: &Origin, deadline: Instant) -> Result<(Connection, Opening), HttpClientError> {
        let opened = Connection::open(origin, &self.0.tls, deadline).await?;
        count(&self.0.counters.connections);
        Ok(opened)
    }

    fn asks_for_gzip(&self, headers: &HeaderMap) -> bool {
        // A part of a packed body cannot be unpacked.
        self.0.settings.gzip && !headers.contains_key(ACCEPT_ENCODING) && !headers.contains_key(RANGE)
    }

    /// The request as it goes over the wire.
    fn message(&self, hop: &Hop) -> http::Request<Full<bytes::Bytes>> {
        let mut headers = HeaderMap::with_capacity(hop.headers.len() + 5);
        if let Ok(host) = HeaderValue::from_str(hop.url.origin.authority()) {
            headers.insert(HOST, host);
        }
        headers.insert(USER_AGENT, HeaderValue::from_static(concat!("gateway-http/", env!("CARGO_PKG_VERSION"))));
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        if self.asks_for_gzip(&hop.headers) {
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        }
        if self.0.settings.forwards_trace
            && let Some(trace) = Context::current().trace_id().and_then(|id| HeaderValue::from_str(id).ok())
        {
            headers.insert(TRACE, trace);
        }
        for (name, value) in &hop.headers {
            headers.insert(name, value.clone());
        }
        // A peer may wait for a body whose length nobody has told (RFC 9110, section 8.6), and hyper leaves this one out.
        if hop.body.is_empty() && matches!(hop.method, Method::POST | Method::PUT | Method::PATCH) {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut message = http::Request::new(Full::new(hop.body.clone()));
        *message.method_mut() = hop.method.clone();
        *message.uri_mut() = (&hop.url).into();
        *message.headers_mut() = headers;
        message
    }
}

/// Whether the peer has said that it closes the connection (RFC 9112, section 9.3).
fn ends_here(version: Version, headers: &HeaderMap) -> bool {
    version < Version::HTTP_11
        || headers.get(CONNECTION).is_some_and(|options| options.as_bytes().eq_ignore_ascii_case(b"close"))
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("stats", &self.stats()).finish_non_exhaustive()
    }
}
