//! The core behind the interface.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use gateway_runtime::gateway_core;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::settings;
use crate::client::Client;
use crate::error::{HttpClientError, HttpClientErrorKind};
use crate::retry::Retry;

/// The client of this process, as its environment variables set it up.
///
/// A test makes one of a client of its own. A core that talks to a service injects it and takes its
/// [`client`](Self::client), so that all share the kept connections.
///
/// ```
/// use gateway_http::Client;
/// use gateway_http::http_client::{HttpClient, stats};
///
/// let http = HttpClient::new(Client::new());
/// assert_eq!(stats(&http).requests, 0);
/// ```
#[gateway_core]
pub struct HttpClient {
    client: Result<Client, String>,
    retry: Mutex<Retry>,
}

impl HttpClient {
    fn build() -> Self {
        match settings::read(|name| gateway_runtime::variable(name).map(str::to_owned)) {
            Ok((client, retry)) => Self { client: Ok(client), retry: Mutex::new(retry) },
            Err(problem) => {
                tracing::error!("the HTTP client cannot be set up: {problem}");
                Self { client: Err(problem.to_string()), retry: Mutex::default() }
            }
        }
    }

    /// One with a client of its own.
    pub fn new(client: Client) -> Self {
        let retry = client.retry();
        Self { client: Ok(client), retry: Mutex::new(retry) }
    }

    /// The client itself.
    ///
    /// # Errors
    /// A setting in the environment cannot be used; the text names its variable.
    pub fn client(&self) -> Result<&Client, HttpClientError> {
        self.client.as_ref().map_err(|problem| HttpClientError::new(HttpClientErrorKind::BadSettings, problem.clone()))
    }

    pub(super) fn retry(&self) -> Retry {
        *self.lock()
    }

    pub(super) fn set_retry(&self, retry: Retry) {
        *self.lock() = retry;
    }

    /// Nothing panics while it holds the lock, so a poisoned one is intact.
    fn lock(&self) -> MutexGuard<'_, Retry> {
        self.retry.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpClient").field("client", &self.client).field("retry", &self.retry()).finish()
    }
}

/// How often the operations make a request, where that is safe: see [`Retry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct RetrySettings {
    /// Attempts, the first one included.
    pub attempts: u32,
    /// Milliseconds of the first pause, at most.
    pub first_pause_ms: u64,
    /// Milliseconds of any pause, at most.
    pub longest_pause_ms: u64,
}

impl From<Retry> for RetrySettings {
    fn from(retry: Retry) -> Self {
        let milliseconds = |pause: std::time::Duration| u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
        Self {
            attempts: retry.attempts,
            first_pause_ms: milliseconds(retry.first_pause),
            longest_pause_ms: milliseconds(retry.longest_pause),
        }
    }
}
