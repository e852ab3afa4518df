//! How much to lease at once.

use super::{Amount, Balance, ServiceTime};

/// The most invocations that a lease is for, whatever the budget. Half of it is what an environment that vanishes costs on
/// average.
pub(super) const CAP: u64 = 1 << (2 * STEPS);
/// How often a chunk is multiplied by four until it is the largest.
const STEPS: u8 = 4;
/// A lease that was spent sooner, in milliseconds, was too small.
const TOO_SOON_MS: u64 = 60_000;
/// One that lasted longer was too large.
const TOO_LATE_MS: u64 = 600_000;

/// A lease is for half of an equal share of what is left: what those take with them who vanish is missing until the epoch
/// is reconciled, and the others would be refused meanwhile.
const SHARES: u64 = 2;

/// How fast an environment spends, and what an invocation usually costs it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Pace {
    /// The most invocations that a lease is for.
    cap: u64,
    /// The exponent of 4.
    step: u8,
    granted_at: Option<ServiceTime>,
    usual: Option<Amount>,
    avail: Option<Balance>,
}

impl Pace {
    pub(super) fn new(most: u16) -> Self {
        Self { cap: u64::from(most).clamp(1, CAP), step: 0, granted_at: None, usual: None, avail: None }
    }

    /// A lease was granted, and this is left in the pool.
    pub(super) fn granted(&mut self, now: ServiceTime, avail: Balance) {
        self.step = self.step_at(now);
        self.granted_at = Some(now);
        self.sees(avail);
    }

    /// The step for a lease that is asked for now: the last one was too small, or too large.
    fn step_at(&self, now: ServiceTime) -> u8 {
        match self.granted_at.map(|before| now.since(before)) {
            Some(lasted) if lasted < TOO_SOON_MS => (self.step + 1).min(STEPS),
            Some(lasted) if lasted > TOO_LATE_MS => self.step.saturating_sub(1),
            _ => self.step,
        }
    }

    /// For how many invocations to lease, if there were no limits.
    fn wanted(&self, now: ServiceTime) -> u64 {
        1 << (2 * self.step_at(now))
    }

    /// This is left in the pool.
    pub(super) fn sees(&mut self, avail: Balance) {
        self.avail = Some(avail);
    }

    /// An invocation cost this much. The mean moves an eighth of the way, rounded up.
    pub(super) fn cost(&mut self, billed: &Amount) {
        self.usual = Some(match self.usual {
            None => *billed,
            Some(usual) => usual.zip(billed, |usual, billed| {
                let mean = (u128::from(usual) * 7 + u128::from(billed)).div_ceil(8);
                u64::try_from(mean).unwrap_or(u64::MAX)
            }),
        });
    }

    /// What an invocation usually costs; its worst case as long as nobody knows better.
    pub(super) fn usual(&self, worst: &Amount) -> Amount {
        let usual = self.usual.unwrap_or(*worst);
        Amount { requests: worst.requests, ..usual }
    }

    /// For how many invocations to lease: as many as this environment spends in some minutes, and no more than its
    /// share of what is left. So the last chunks are for one.
    pub(super) fn chunk(&self, now: ServiceTime, concurrency: u32, worst: &Amount) -> u64 {
        let chunk = self.wanted(now).min(self.cap);
        let Some(avail) = self.avail else { return chunk };
        let shares = |left: u64, each: u64| match (SHARES * u64::from(concurrency.max(1))).saturating_mul(each) {
            0 => self.cap,
            all => left / all,
        };
        let (left, usual) = (avail.positive(), self.usual(worst));
        chunk
            .min(shares(left.requests, usual.requests))
            .min(shares(left.mb_ms, usual.mb_ms))
            .min(shares(left.log_bytes, usual.log_bytes))
            .min(shares(left.cw_calls, usual.cw_calls))
            .max(1)
    }

    /// A quarter of the largest lease.
    pub(super) fn quarter(&self, worst: &Amount) -> Amount {
        self.usual(worst).times(self.cap / 4)
    }

    /// Is a lease as large as it can become?
    ///
    /// As if a [chunk](Self::chunk) were compared with the largest, without its divisions: this is asked at each invocation.
    pub(super) fn is_steady(&self, now: ServiceTime, concurrency: u32, worst: &Amount) -> bool {
        let all = SHARES * u64::from(concurrency.max(1)) * self.cap;
        self.wanted(now) >= self.cap
            && self.avail.is_none_or(|left| left.positive().covers(&self.usual(worst).times(all)))
    }

    /// Would it be more than one part in so many of what is left, if every environment kept that much?
    pub(super) fn matters(&self, concurrency: u32, amount: &Amount, parts: u64) -> bool {
        let all = amount.times(u64::from(concurrency)).times(parts);
        self.avail.is_none_or(|avail| !avail.positive().covers(&all))
    }
}
