//! How often something may happen.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use gateway_runtime::{gateway_core, gateway_op};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::error::ValidationError;

/// Keys that are remembered at once, 16 bytes each.
const KEYS: usize = 4_096;

/// Decides by the generic cell rate algorithm (GCRA, [ITU-T I.371]): one number for each key, the instant at which all that
/// was allowed so far would have come at the even rate.
///
/// - It counts in this process. Other execution environments have their own, so a rate for all of them together needs
///   a shared store.
/// - It goes by the wall clock: an environment is frozen between invocations, a monotonic clock stands still with it, and
///   a caller would wait for longer than it was told. If that clock is set back, a key waits for no longer than
///   its whole burst takes.
/// - It remembers 4,096 keys, as keyed hashes and not as text. When there are more, those that nothing is known of go
///   first, then those with the least on their account: who hides behind many keys does not free the one that is limited.
///
/// [ITU-T I.371]: https://www.itu.int/rec/T-REC-I.371
#[gateway_core]
pub struct RateLimiter {
    arrivals: Mutex<HashMap<u64, u64>>,
    hasher: RandomState,
    clock: Box<dyn Fn() -> SystemTime + Send + Sync>,
}

/// Whether something may happen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct RateDecision {
    /// Whether it may.
    pub allowed: bool,
    /// How many more may follow at once.
    pub remaining: u32,
    /// In how many milliseconds it may, if it may not now; rounded up.
    pub retry_after_ms: u64,
}

impl RateLimiter {
    fn build() -> Self {
        Self::with_clock(SystemTime::now)
    }

    /// A limiter of one's own, with another clock: time in a test passes when the test says so.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    ///
    /// use gateway_cores::security::{RateLimiter, rate_limit};
    ///
    /// let limiter = RateLimiter::with_clock(|| UNIX_EPOCH);
    /// assert!(rate_limit(&limiter, "ada", 1.0, 1)?.allowed);
    /// assert_eq!(rate_limit(&limiter, "ada", 1.0, 1)?.retry_after_ms, 1000);
    /// # Ok::<(), gateway_cores::security::ValidationError>(())
    /// ```
    pub fn with_clock(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self { arrivals: Mutex::default(), hasher: RandomState::new(), clock: Box::new(now) }
    }

    /// Nanoseconds since the Unix epoch; 0 before it.
    fn now(&self) -> u64 {
        let since = (self.clock)().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
    }

    fn decide(&self, key: &str, interval: u64, burst: u32) -> RateDecision {
        let now = self.now();
        let tolerance = interval.saturating_mul(burst.into());
        // Whole between any two statements, also after a panic.
        let mut arrivals = self.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        let key = self.hasher.hash_one(key);
        let known = arrivals.get(&key).copied().unwrap_or(0);
        let arrival = known.clamp(now, now.saturating_add(tolerance));
        if arrival < known {
            // The clock was set back, or the burst was larger before.
            arrivals.insert(key, arrival);
        }
        let next = arrival.saturating_add(interval);
        let ahead = next - now;
        if ahead > tolerance {
            return RateDecision {
                allowed: false,
                remaining: 0,
                retry_after_ms: (ahead - tolerance).div_ceil(1_000_000),
            };
        }
        if arrivals.len() >= KEYS && !arrivals.contains_key(&key) {
            make_room(&mut arrivals, now);
        }
        arrivals.insert(key, next);
        let remaining = u32::try_from((tolerance - ahead) / interval).unwrap_or(u32::MAX);
        RateDecision { allowed: true, remaining, retry_after_ms: 0 }
    }
}

/// Forgets a quarter of the keys at least, so that many new keys do not cost a search each.
fn make_room(arrivals: &mut HashMap<u64, u64>, now: u64) {
    arrivals.retain(|_, arrival| *arrival > now);
    if arrivals.len() > KEYS / 4 * 3 {
        let mut ordered: Vec<_> = arrivals.values().copied().collect();
        let (_, least, _) = ordered.select_nth_unstable(KEYS / 4);
        let least = *least;
        let mut surplus = KEYS / 4;
        arrivals.retain(|_, arrival| {
            let goes = surplus > 0 && *arrival <= least;
            surplus -= usize::from(goes);
            !goes
        });
    }
}

impl fmt::Debug for RateLimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimiter").finish_non_exhaustive()
    }
}

/// Counts one event under a key, and says whether it may happen: `rate` of them in a second on average, `burst` at once.
/// One that may not happen is not counted.
///
/// # Errors
/// A rate that is not above 0 and at most 1,000,000,000, or a burst of 0.
///
/// ```
/// use gateway_cores::security::{RateLimiter, rate_limit};
///
/// let limiter = RateLimiter::with_clock(std::time::SystemTime::now);
/// let decision = rate_limit(&limiter, "login:ada", 0.1, 3)?;
/// assert!(decision.allowed);
/// assert_eq!(decision.remaining, 2);
/// # Ok::<(), gateway_cores::security::ValidationError>(())
/// ```
#[gateway_op(interface = "security")]
pub fn rate_limit(
    #[inject] limiter: &RateLimiter,
    key: &str,
    rate: f64,
    burst: u32,
) -> Result<RateDecision, ValidationError> {
    if !(rate > 0.0 && rate <= 1e9) {
        return Err(ValidationError::one("rate", "more than 0 and at most 1000000000 in a second", "another number"));
    }
    if burst == 0 {
        return Err(ValidationError::one("burst", "at least 1", "0"));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is at least 1, and saturates")]
    let interval = (1e9 / rate) as u64;
    Ok(limiter.decide(key, interval, burst))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    fn limiter() -> (RateLimiter, Arc<AtomicU64>) {
        let millis = Arc::new(AtomicU64::new(1_000_000_000));
        let clock = Arc::clone(&millis);
        (RateLimiter::with_clock(move || UNIX_EPOCH + Duration::from_millis(clock.load(Relaxed))), millis)
    }

    fn allowed(limiter: &RateLimiter, key: &str, rate: f64, burst: u32) -> bool {
        rate_limit(limiter, key, rate, burst).unwrap().allowed
    }

    #[test]
    fn a_burst_at_once_then_the_rate() {
        let (limiter, millis) = limiter();
        let remaining: Vec<_> = (0..3).map(|_| rate_limit(&limiter, "a", 2.0, 3).unwrap().remaining).collect();
        assert_eq!(remaining, [2, 1, 0]);
        let refused = rate_limit(&limiter, "a", 2.0, 3).unwrap();
        assert_eq!((refused.allowed, refused.retry_after_ms), (false, 500));
        assert!(allowed(&limiter, "b", 2.0, 3), "keys do not meet");
        millis.fetch_add(499, Relaxed);
        assert!(!allowed(&limiter, "a", 2.0, 3));
        millis.fetch_add(1, Relaxed);
        assert!(allowed(&limiter, "a", 2.0, 3) && !allowed(&limiter, "a", 2.0, 3));
    }

    #[test]
    fn a_clock_that_is_set_back_costs_no_more_than_the_burst() {
        let (limiter, millis) = limiter();
        assert_eq!((0..9).filter(|_| allowed(&limiter, "a", 1.0, 5)).count(), 5);
        millis.fetch_sub(900_000_000, Relaxed);
        assert!(!allowed(&limiter, "a", 1.0, 5));
        millis.fetch_add(1_000, Relaxed);
        assert!(allowed(&limiter, "a", 1.0, 5));
    }

    #[test]
    fn many_keys_take_no_more_memory_and_do_not_free_the_one_that_is_limited() {
        let (limiter, _) = limiter();
        assert_eq!((0..100).filter(|_| allowed(&limiter, "greedy", 1.0, 10)).count(), 10);
        for number in 0..20_000 {
            assert!(allowed(&limiter, &number.to_string(), 1.0, 10));
            assert!(limiter.arrivals.lock().unwrap().len() <= KEYS);
        }
        assert!(!allowed(&limiter, "greedy", 1.0, 10));
    }

    #[test]
    fn rates_that_are_none() {
        let (limiter, _) = limiter();
        for rate in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e10] {
            assert!(rate_limit(&limiter, "a", rate, 1).is_err(), "{rate}");
        }
        assert!(rate_limit(&limiter, "a", 1.0, 0).is_err());
        assert!(allowed(&limiter, "a", f64::MIN_POSITIVE, u32::MAX));
    }

    proptest! {
        /// In any span of time, no more than the burst and what the rate brings in that span.
        #[test]
        fn the_rate_holds_over_every_span(
            burst in 1..20_u32,
            rate in 1..50_u32,
            pauses in prop::collection::vec(0..400_u64, 1..200),
        ) {
            let (limiter, millis) = limiter();
            let mut times = Vec::new();
            for pause in pauses {
                millis.fetch_add(pause, Relaxed);
                if allowed(&limiter, "a", rate.into(), burst) {
                    times.push(millis.load(Relaxed));
                }
            }
            for (index, from) in times.iter().enumerate() {
                for (count, to) in times[index..].iter().enumerate() {
                    let most = f64::from(burst) + f64::from(rate) * f64::from(u32::try_from(to - from).unwrap()) / 1000.0;
                    prop_assert!(f64::from(u32::try_from(count + 1).unwrap()) <= most + 1e-3);
                }
            }
        }

        /// Who waits as long as he was told is let in.
        #[test]
        fn what_was_promised_is_kept(burst in 1..20_u32, rate in 1..50_u32, tries in 1..60_usize) {
            let (limiter, millis) = limiter();
            let decisions: Vec<_> = (0..tries).map(|_| rate_limit(&limiter, "a", rate.into(), burst).unwrap()).collect();
            prop_assert_eq!(decisions.iter().filter(|it| it.allowed).count(), tries.min(burst as usize));
            let last = decisions[tries - 1];
            millis.fetch_add(last.retry_after_ms, Relaxed);
            if !last.allowed {
                prop_assert!(allowed(&limiter, "a", rate.into(), burst));
            }
        }
    }
}
