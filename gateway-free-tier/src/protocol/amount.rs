//! What is counted, in integers.

use serde::{Deserialize, Serialize};

/// What an invocation, a lease or a month uses of each allowance.
///
/// Sums and differences saturate: a count that leaves the range stays at its edge, where it is refused and not wrapped.
///
/// ```
/// use gateway_free_tier::protocol::Amount;
///
/// // 3 seconds at 128 MB.
/// let worst = Amount { requests: 1, mb_ms: 3_000 * 128, ..Amount::ZERO };
/// assert_eq!(worst.times(10).mb_ms, 3_840_000);
/// assert_eq!(worst.checked_sub(&worst.times(2)), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// Invocations that begin to execute.
    pub requests: u64,
    /// Billed milliseconds times configured megabytes. 400,000 GB-s are 409,600,000,000 of them, exactly.
    pub mb_ms: u64,
    /// Bytes that `CloudWatch` Logs ingests.
    pub log_bytes: u64,
    /// Calls of the `CloudWatch` API.
    pub cw_calls: u64,
}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self { requests: 0, mb_ms: 0, log_bytes: 0, cw_calls: 0 };

    /// What Lambda and `CloudWatch` give an account each month without charge: a million requests, 400,000 GB-s,
    /// 5 GB of logs and a million API calls
    /// ([Lambda](https://aws.amazon.com/lambda/pricing/), [CloudWatch](https://aws.amazon.com/cloudwatch/pricing/)).
    pub const ALWAYS_FREE: Self =
        Self { requests: 1_000_000, mb_ms: 400_000 * 1_024 * 1_000, log_bytes: 5_000_000_000, cw_calls: 1_000_000 };

    /// Is there nothing of anything?
    pub const fn is_zero(&self) -> bool {
        self.requests == 0 && self.mb_ms == 0 && self.log_bytes == 0 && self.cw_calls == 0
    }

    /// Is there enough of everything for `other`?
    pub const fn covers(&self, other: &Self) -> bool {
        self.requests >= other.requests
            && self.mb_ms >= other.mb_ms
            && self.log_bytes >= other.log_bytes
            && self.cw_calls >= other.cw_calls
    }

    /// The sum; each count stays at `u64::MAX` rather than beyond it.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        self.zip(other, u64::saturating_add)
    }

    /// The difference; each count stays at 0 rather than below it.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.zip(other, u64::saturating_sub)
    }

    /// The difference, if this covers `other`.
    pub fn checked_sub(&self, other: &Self) -> Option<Self> {
        self.covers(other).then(|| self.minus(other))
    }

    /// The multiple; each count stays at `u64::MAX` rather than beyond it.
    #[must_use]
    pub fn times(&self, factor: u64) -> Self {
        self.map(|count| count.saturating_mul(factor))
    }

    /// A part in a thousand, rounded up.
    #[must_use]
    pub fn per_mille(&self, parts: u16) -> Self {
        self.map(|count| {
            let part = (u128::from(count) * u128::from(parts)).div_ceil(1_000);
            u64::try_from(part).unwrap_or(u64::MAX)
        })
    }

    /// The larger of each count.
    #[must_use]
    pub fn at_least(&self, other: &Self) -> Self {
        self.zip(other, u64::max)
    }

    pub(super) fn map(&self, each: impl Fn(u64) -> u64) -> Self {
        Self {
            requests: each(self.requests),
            mb_ms: each(self.mb_ms),
            log_bytes: each(self.log_bytes),
            cw_calls: each(self.cw_calls),
        }
    }

    pub(super) fn zip(&self, other: &Self, each: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            requests: each(self.requests, other.requests),
            mb_ms: each(self.mb_ms, other.mb_ms),
            log_bytes: each(self.log_bytes, other.log_bytes),
            cw_calls: each(self.cw_calls, other.cw_calls),
        }
    }
}

/// What is left of a budget. A count is negative when more was billed than was left.
///
/// Sums and differences saturate, as those of [`Amount`].
///
/// ```
/// use gateway_free_tier::protocol::{Amount, Balance};
///
/// let left = Balance::from(Amount { requests: 3, ..Amount::ZERO });
/// let refusals = Amount { requests: 5, ..Amount::ZERO };
/// assert_eq!(left.minus(&refusals).requests, -2);
/// assert_eq!(left.minus(&refusals).positive(), Amount::ZERO);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    /// Invocations.
    pub requests: i64,
    /// Billed milliseconds times megabytes.
    pub mb_ms: i64,
    /// Bytes of logs.
    pub log_bytes: i64,
    /// Calls of the `CloudWatch` API.
    pub cw_calls: i64,
}

impl Balance {
    /// The sum.
    #[must_use]
    pub fn plus(&self, amount: &Amount) -> Self {
        self.zip(amount, i64::saturating_add_unsigned)
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, amount: &Amount) -> Self {
        self.zip(amount, i64::saturating_sub_unsigned)
    }

    /// The difference, if every count stays in the range of `i64`.
    pub fn checked_minus(&self, amount: &Amount) -> Option<Self> {
        let rest = self.minus(amount);
        // A difference that was cut at the edge does not lead back to where it came from.
        (rest.plus(amount) == *self).then_some(rest)
    }

    /// What can still be granted: each count, or 0 where it is negative.
    #[must_use]
    pub fn positive(&self) -> Amount {
        let count = |count: i64| u64::try_from(count).unwrap_or(0);
        Amount {
            requests: count(self.requests),
            mb_ms: count(self.mb_ms),
            log_bytes: count(self.log_bytes),
            cw_calls: count(self.cw_calls),
        }
    }

    /// Can `amount` be taken, so that nothing becomes negative that it takes?
    ///
    /// A count of which nothing is taken may be negative already.
    pub const fn affords(&self, amount: &Amount) -> bool {
        const fn enough(left: i64, taken: u64) -> bool {
            taken == 0 || (left > 0 && left.unsigned_abs() >= taken)
        }
        enough(self.requests, amount.requests)
            && enough(self.mb_ms, amount.mb_ms)
            && enough(self.log_bytes, amount.log_bytes)
            && enough(self.cw_calls, amount.cw_calls)
    }

    fn zip(&self, amount: &Amount, each: impl Fn(i64, u64) -> i64) -> Self {
        Self {
            requests: each(self.requests, amount.requests),
            mb_ms: each(self.mb_ms, amount.mb_ms),
            log_bytes: each(self.log_bytes, amount.log_bytes),
            cw_calls: each(self.cw_calls, amount.cw_calls),
        }
    }
}

/// Counts beyond `i64::MAX` become `i64::MAX`: less is left than was said, never more.
impl From<Amount> for Balance {
    fn from(amount: Amount) -> Self {
        Self::default().plus(&amount)
    }
}
