//! What an environment knows without asking anybody.

use std::sync::atomic::Ordering;

use super::FreeTier;
use super::environment::{Seat, Told};
use crate::protocol::Amount;

/// The budget as this environment knows it: cheap enough to be looked at after each invocation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// What the pool had left when it was asked last; none if it was not asked yet.
    pub pool: Option<KnownPool>,
    /// Invocations that this environment has refused; each was billed.
    pub refused: u64,
}

/// What the pool has said, in percent of the budget. It may be more than a hundred: what was billed cannot be taken back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KnownPool {
    /// Requests, used and leased.
    pub requests_percent: f64,
    /// Memory by time, used and leased.
    pub mb_ms_percent: f64,
    /// The scarcer of both, of what was leased in epochs that are overdue: the most that is lost with environments that
    /// ended. It comes back when they are measured.
    pub leaked_percent: f64,
}

impl FreeTier {
    /// What this environment knows of the budget, as the store told when it was asked for a lease. It asks nobody.
    pub fn last_known(&self) -> Known {
        let told = self.seat.as_ref().and_then(Seat::told);
        let pool = told.map(|told| KnownPool::of(&self.settings.budget(), &told));
        Known { pool, refused: self.counts.refused.load(Ordering::Relaxed) }
    }
}

impl KnownPool {
    fn of(budget: &Amount, Told { avail, overdue }: &Told) -> Self {
        let used = |budget: u64, avail: i64| percent(i128::from(budget) - i128::from(avail), budget);
        let leaked = |budget: u64, overdue: u64| percent(overdue.into(), budget);
        Self {
            requests_percent: used(budget.requests, avail.requests),
            mb_ms_percent: used(budget.mb_ms, avail.mb_ms),
            leaked_percent: leaked(budget.requests, overdue.requests).max(leaked(budget.mb_ms, overdue.mb_ms)),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "of a percentage that is shown, the first digits count")]
fn percent(part: i128, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Balance;

    #[test]
    fn more_than_all_may_be_used_and_the_scarcer_is_what_leaks() {
        let budget = Amount { requests: 1_000, mb_ms: 4_000, ..Amount::ZERO };
        let avail = Balance { requests: -10, mb_ms: 3_000, log_bytes: 0, cw_calls: 0 };
        let overdue = Amount { requests: 20, mb_ms: 200, ..Amount::ZERO };
        let pool = KnownPool::of(&budget, &Told { avail, overdue });
        let expected = KnownPool { requests_percent: 101.0, mb_ms_percent: 25.0, leaked_percent: 5.0 };
        assert_eq!(pool, expected);
        let none = KnownPool::of(&Amount::ZERO, &Told { avail, overdue });
        assert_eq!(none, KnownPool { requests_percent: 0.0, mb_ms_percent: 0.0, leaked_percent: 0.0 });
    }
}
