//! What a client has done so far.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::error::{HttpClientError, HttpClientErrorKind};
use crate::response::Response;

/// What a client has done since it was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "interface", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ClientStats {
    /// Requests that were asked for. One that was redirected or retried counts once.
    pub requests: u64,
    /// Those that were answered, with whatever status.
    pub answers: u64,
    /// Those that ended in an error.
    pub failures: u64,
    /// Errors that were a time-out.
    pub timeouts: u64,
    /// Attempts beyond the first.
    pub retries: u64,
    /// Redirects that were followed.
    pub redirects: u64,
    /// Connections that were opened.
    pub connections: u64,
    /// Answers that came over a kept connection.
    pub reused: u64,
    /// Kept connections that were found closed.
    pub stale: u64,
    /// Connections that wait for a request now.
    pub idle: u64,
    /// Bytes of bodies that were answered, unpacked.
    pub bytes_received: u64,
}

#[derive(Default)]
pub(crate) struct Counters {
    pub(crate) requests: AtomicU64,
    answers: AtomicU64,
    failures: AtomicU64,
    timeouts: AtomicU64,
    pub(crate) retries: AtomicU64,
    pub(crate) redirects: AtomicU64,
    pub(crate) connections: AtomicU64,
    reused: AtomicU64,
    pub(crate) stale: AtomicU64,
    bytes_received: AtomicU64,
}

pub(crate) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Relaxed);
}

impl Counters {
    pub(crate) fn end(&self, outcome: &Result<Response, HttpClientError>) {
        match outcome {
            Ok(response) => {
                count(&self.answers);
                self.reused.fetch_add(u64::from(response.timing.reused), Relaxed);
                self.bytes_received.fetch_add(response.body.len() as u64, Relaxed);
            }
            Err(error) => {
                count(&self.failures);
                let is_timeout = matches!(error.kind(), HttpClientErrorKind::Timeout(_));
                self.timeouts.fetch_add(u64::from(is_timeout), Relaxed);
            }
        }
    }

    pub(crate) fn snapshot(&self, idle: usize) -> ClientStats {
        ClientStats {
            requests: self.requests.load(Relaxed),
            answers: self.answers.load(Relaxed),
            failures: self.failures.load(Relaxed),
            timeouts: self.timeouts.load(Relaxed),
            retries: self.retries.load(Relaxed),
            redirects: self.redirects.load(Relaxed),
            connections: self.connections.load(Relaxed),
            reused: self.reused.load(Relaxed),
            stale: self.stale.load(Relaxed),
            idle: idle as u64,
            bytes_received: self.bytes_received.load(Relaxed),
        }
    }
}
