//! A clock that is wrong, and how much.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::DATE;

use super::error::AwsError;

/// A signature is refused when its time is five minutes off (fifteen with some services). Half of that is not worth
/// mending, and may be the way of the answer.
const TOLERATED_SECONDS: u64 = 150;

/// How many seconds the services are ahead of this machine's clock.
///
/// After a thaw the machine's clock may lag by the whole freeze, and a request that is signed with it is refused as expired.
#[derive(Debug, Default)]
pub(super) struct Skew(AtomicI64);

impl Skew {
    /// The time to sign with.
    pub(super) fn correct(&self, now: SystemTime) -> SystemTime {
        let ahead = self.0.load(Ordering::Relaxed);
        let by = Duration::from_secs(ahead.unsigned_abs());
        if ahead >= 0 { now.checked_add(by) } else { now.checked_sub(by) }.unwrap_or(now)
    }

    /// Learns from an answer what time it is, if the request was refused for that. Returns whether the next attempt would be
    /// signed with another time than `signed`.
    pub(super) fn learn(&self, error: &AwsError, headers: &HeaderMap, now: SystemTime, signed: SystemTime) -> bool {
        // A wrong key has these codes too; then the date agrees.
        let is_about_time = matches!(
            error.code(),
            Some(
                "InvalidSignatureException"
                    | "RequestExpired"
                    | "RequestInTheFuture"
                    | "RequestTimeTooSkewed"
                    | "SignatureDoesNotMatch"
            )
        );
        let date = headers.get(DATE).and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
        let Some(date) =
            date.filter(|date| is_about_time && seconds(*date).abs_diff(seconds(signed)) > TOLERATED_SECONDS)
        else {
            return false;
        };
        self.0.store(seconds(date) - seconds(now), Ordering::Relaxed);
        true
    }
}

/// Since 1970. What is before that, or ages after it, is as good as then.
fn seconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
