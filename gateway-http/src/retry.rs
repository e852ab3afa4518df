//! When a request may be made again, and after what pause.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use http::{Method, StatusCode};

use crate::error::{HttpClientError, HttpClientErrorKind};
use crate::response::Response;

/// How often a request may be made, where that is safe.
///
/// It is safe when no byte of the request was sent, and when the method is idempotent ([RFC 9110, section
/// 9.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2)): GET, HEAD, PUT, DELETE, OPTIONS, TRACE. A POST or PATCH
/// of which something was sent is never made again, whatever is set.
///
/// What is tried again is a connection that failed, and of idempotent methods also an answer that did not come whole, and
/// the statuses 429, 502, 503 and 504. `Retry-After` is obeyed. A pause that the time does not allow is not begun: the
/// failure, or the answer, is then the result.
///
/// ```
/// use std::time::Duration;
///
/// use gateway_http::{Request, Retry};
///
/// let often = Retry::default().attempts(5).pauses(Duration::from_millis(50), Duration::from_secs(1));
/// let request = Request::get("https://home.example").retry(often);
/// let once = Request::get("https://home.example").retry(Retry::never());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    pub(crate) attempts: u32,
    pub(crate) first_pause: Duration,
    pub(crate) longest_pause: Duration,
}

/// Three attempts, with pauses of at most 100 ms and 200 ms.
impl Default for Retry {
    fn default() -> Self {
        Self { attempts: 3, first_pause: Duration::from_millis(100), longest_pause: Duration::from_secs(2) }
    }
}

impl Retry {
    /// One attempt.
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// How often the request may be made, the first time included.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The pause after the first attempt, which doubles from attempt to attempt up to the longest. Each is drawn from the
    /// upper half of what it may be, so that those who failed together do not try together again.
    #[must_use]
    pub fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        self.first_pause = first;
        self.longest_pause = longest;
        self
    }

    /// The pause before the next attempt, after `made` of them; `None` if this is the result.
    pub(crate) fn pause(
        &self,
        made: u32,
        method: &Method,
        outcome: &Result<Response, HttpClientError>,
        now: SystemTime,
    ) -> Option<Duration> {
        if made >= self.attempts {
            return None;
        }
        match outcome {
            Err(error) if (method.is_idempotent() || !error.sent()) && is_passing(error.kind()) => {
                Some(self.backoff(made))
            }
            Ok(response) if method.is_idempotent() && asks_for_patience(response.status()) => {
                Some(retry_after(response, now).unwrap_or_else(|| self.backoff(made)))
            }
            _ => None,
        }
    }

    fn backoff(&self, made: u32) -> Duration {
        let factor = 1_u32.checked_shl(made.saturating_sub(1)).unwrap_or(u32::MAX);
        let whole = self.longest_pause.min(self.first_pause.saturating_mul(factor));
        whole.mul_f64(0.5 + random() / 2.0)
    }
}

fn is_passing(kind: HttpClientErrorKind) -> bool {
    use HttpClientErrorKind::{Closed, Dns, Refused, Truncated, Unreachable};
    matches!(kind, Closed | Dns | Refused | Truncated | Unreachable)
}

fn asks_for_patience(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 502..=504)
}

/// Seconds or a date: RFC 9110, section 10.2.3.
fn retry_after(response: &Response, now: SystemTime) -> Option<Duration> {
    let text = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim();
    match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => Some(httpdate::parse_http_date(text).ok()?.duration_since(now).unwrap_or_default()),
    }
}

/// From 0 to 1: each `RandomState` of a thread has other keys.
fn random() -> f64 {
    let drawn = u32::try_from(RandomState::new().hash_one(()) >> 32).expect("half of 64 bits");
    f64::from(drawn) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use bytes::Bytes;
    use http::{HeaderMap, HeaderValue};
    use proptest::prelude::*;

    use super::*;
    use crate::error::Phase;
    use crate::response::Timing;

    #[expect(clippy::unnecessary_wraps, reason = "an outcome is what is judged")]
    fn answer(status: u16, retry_after: Option<&'static str>) -> Result<Response, HttpClientError> {
        let after = retry_after.map(|text| (RETRY_AFTER, HeaderValue::from_static(text)));
        let headers = HeaderMap::from_iter(after);
        let status = StatusCode::from_u16(status).unwrap();
        Ok(Response { status, headers, body: Bytes::new(), timing: Timing::default(), certificate_expiry: None })
    }

    fn pause(method: &Method, outcome: &Result<Response, HttpClientError>) -> Option<Duration> {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:00 GMT").unwrap();
        Retry::default().pause(1, method, outcome, now)
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let seconds = |text| pause(&Method::GET, &answer(503, Some(text))).unwrap().as_secs();
        assert_eq!(seconds("7"), 7);
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), 37);
        assert_eq!(seconds("Sun, 06 Nov 1994 08:48:00 GMT"), 0);
        assert!(pause(&Method::GET, &answer(503, Some("soon"))).unwrap() <= Duration::from_millis(100));
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        for status in [200, 301, 400, 401, 403, 404, 500, 501] {
            assert_eq!(pause(&Method::GET, &answer(status, None)), None, "{status}");
        }
        let failed = |kind, sent| Err(HttpClientError::new(kind, "").with_sent(sent));
        let permanent = failed(HttpClientErrorKind::BadSettings, false);
        assert_eq!(pause(&Method::GET, &permanent), None);
        assert_eq!(pause(&Method::GET, &failed(HttpClientErrorKind::Timeout(Phase::Head), true)), None);
        assert!(pause(&Method::POST, &failed(HttpClientErrorKind::Closed, false)).is_some());
    }

    proptest! {
        #[test]
        fn nothing_that_was_sent_is_sent_again_unless_it_is_idempotent(
            made in 0..9_u32, attempts in 0..9_u32, status in 100..600_u16, post in any::<bool>(),
        ) {
            let method = if post { Method::POST } else { Method::PATCH };
            let retry = Retry::default().attempts(attempts);
            for kind in [HttpClientErrorKind::Closed, HttpClientErrorKind::Truncated, HttpClientErrorKind::Dns] {
                let sent = Err(HttpClientError::new(kind, "").with_sent(true));
                prop_assert_eq!(retry.pause(made, &method, &sent, UNIX_EPOCH), None);
            }
            prop_assert_eq!(retry.pause(made, &method, &answer(status, Some("0")), UNIX_EPOCH), None);
        }

        #[test]
        fn pauses_grow_to_the_longest_and_differ(made in 1..40_u32, first in 1..1000_u64, longest in 1..5000_u64) {
            let (first, longest) = (Duration::from_millis(first), Duration::from_millis(longest));
            let whole = longest.min(first.saturating_mul(2_u32.saturating_pow(made - 1)));
            let pause = Retry::default().pauses(first, longest).backoff(made);
            prop_assert!(whole / 2 <= pause && pause <= whole, "{pause:?} of {whole:?}");
        }
    }
}
