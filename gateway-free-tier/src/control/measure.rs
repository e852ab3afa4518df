//! What AWS has counted, in the units of the budget.

use std::collections::BTreeMap;

use super::controller::{Function, Plan};
use super::plane::{ControlPlane, Metric};
use crate::protocol::{Amount, Epoch};

/// Starts are billed, and nothing counts them. An environment tells of its own; for those that never could, so much is added to
/// what is known, in thousandths.
const UNCOUNTED: u16 = 10;

/// What was used in a month, in those of its epochs that are measured.
pub(super) struct Measurement {
    own: Vec<(u64, Sums, Sums)>,
    all: (Sums, Sums),
    own_logs: Vec<Sums>,
    all_logs: Sums,
    foreign_memory_mb: u64,
    others: Amount,
}

type Sums = BTreeMap<Epoch, u64>;

/// What was used in one epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Used {
    /// Of this budget: by the functions of this deployment, and by others beyond what is theirs.
    pub(super) all: Amount,
    /// What others would use of this budget in the next epoch if they used twice as much as in this one.
    pub(super) expected: Amount,
}

impl Measurement {
    /// Asks for all epochs from the month's first to `last` at once: the number of requests does not depend on theirs.
    pub(super) async fn take<P: ControlPlane>(plane: &P, plan: &Plan, last: Epoch) -> Result<Self, P::Error> {
        let first = last.month().starts_at().epoch();
        let mut own = Vec::with_capacity(plan.functions.len());
        for Function { name, memory_mb, .. } in &plan.functions {
            let invocations = plane.sums(Metric::Invocations(Some(name)), first, last).await?;
            let milliseconds = plane.sums(Metric::Milliseconds(Some(name)), first, last).await?;
            own.push((*memory_mb, invocations, milliseconds));
        }
        let mut own_logs = Vec::with_capacity(plan.log_groups.len());
        for group in &plan.log_groups {
            own_logs.push(plane.sums(Metric::LogBytes(Some(group)), first, last).await?);
        }
        Ok(Self {
            own,
            all: (
                plane.sums(Metric::Invocations(None), first, last).await?,
                plane.sums(Metric::Milliseconds(None), first, last).await?,
            ),
            own_logs,
            all_logs: plane.sums(Metric::LogBytes(None), first, last).await?,
            foreign_memory_mb: plan.foreign_memory_mb,
            others: plan.others,
        })
    }

    /// An upper bound of what an epoch was billed of this budget. `granted` is what was leased in it.
    pub(super) fn of(&self, epoch: Epoch, granted: &Amount) -> Used {
        let first = epoch.month().starts_at().epoch();
        let before = (first.0..epoch.0).map(|epoch| self.foreign(Epoch(epoch)));
        let before = before.fold(Amount::ZERO, |sum, foreign| sum.plus(&foreign));
        let foreign = self.foreign(epoch);
        let beyond = |used: &Amount| used.minus(&self.others);
        let used = before.plus(&foreign);
        let expected = beyond(&used.plus(&foreign.times(2))).minus(&beyond(&used));
        let (mut all, _) = self.own(epoch);
        // Nobody counts calls of CloudWatch, so what was leased for them is spent; and logs, if they were not counted.
        all.cw_calls = granted.cw_calls;
        if self.own_logs.iter().all(Sums::is_empty) {
            all.log_bytes = granted.log_bytes;
        }
        Used { all: all.plus(&beyond(&used).minus(&beyond(&before))), expected }
    }

    /// What this deployment was billed, and its milliseconds.
    fn own(&self, epoch: Epoch) -> (Amount, u64) {
        let (mut own, mut own_ms) = (Amount::ZERO, 0_u64);
        for (memory_mb, invocations, milliseconds) in &self.own {
            let (requests, ms) = (at(invocations, epoch), at(milliseconds, epoch));
            own = own.plus(&billed(requests, ms, *memory_mb));
            own_ms = own_ms.saturating_add(ms);
        }
        let log_bytes = self.own_logs.iter().map(|sums| at(sums, epoch)).fold(0, u64::saturating_add);
        (Amount { log_bytes, ..own }, own_ms)
    }

    /// What others were billed. The sums of the account may be some minutes older than those of a function, and then smaller.
    fn foreign(&self, epoch: Epoch) -> Amount {
        let (own, own_ms) = self.own(epoch);
        let requests = at(&self.all.0, epoch).saturating_sub(own.requests);
        let foreign = billed(requests, at(&self.all.1, epoch).saturating_sub(own_ms), self.foreign_memory_mb);
        Amount { log_bytes: at(&self.all_logs, epoch).saturating_sub(own.log_bytes), ..foreign }
    }
}

fn at(sums: &Sums, epoch: Epoch) -> u64 {
    sums.get(&epoch).copied().unwrap_or(0)
}

/// Each invocation is rounded up to a millisecond, and some began with a start that nobody told of.
fn billed(requests: u64, milliseconds: u64, memory_mb: u64) -> Amount {
    let known = milliseconds.saturating_add(requests).saturating_mul(memory_mb);
    let uncounted = Amount { mb_ms: known, ..Amount::ZERO }.per_mille(UNCOUNTED);
    Amount { requests, mb_ms: known, ..Amount::ZERO }.plus(&uncounted)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The second of its month.
    const EPOCH: Epoch = Epoch(81_817);

    fn sums(sum: u64) -> Sums {
        BTreeMap::from([(EPOCH, sum)])
    }

    fn measurement() -> Measurement {
        Measurement {
            own: vec![(128, sums(1_000), sums(20_000)), (1_024, sums(10), sums(700))],
            all: (sums(1_510), sums(30_700)),
            own_logs: vec![sums(70), sums(7)],
            all_logs: sums(177),
            foreign_memory_mb: 512,
            others: Amount::ZERO,
        }
    }

    #[test]
    fn what_is_not_ours_is_foreign_and_counts_with_its_own_memory() {
        let used = measurement().of(EPOCH, &Amount { cw_calls: 3, log_bytes: 9, ..Amount::ZERO });
        let foreign: u64 = (10_000 + 500) * 512;
        let own = (20_000 + 1_000) * 128 + (700 + 10) * 1_024;
        assert_eq!((used.expected.requests, used.expected.log_bytes), (1_000, 200));
        assert_eq!(used.expected.mb_ms, 2 * (foreign + foreign.div_ceil(100)));
        assert_eq!((used.all.requests, used.all.log_bytes, used.all.cw_calls), (1_510, 177, 3));
        assert!(used.all.mb_ms >= (own + foreign) * 101 / 100);
        assert!(used.all.mb_ms <= (own + foreign) * 101 / 100 + 3);
    }

    /// What they had used before counts.
    #[test]
    fn of_what_others_use_only_that_is_taken_which_is_beyond_their_part() {
        let mut measurement = measurement();
        let first = EPOCH.month().starts_at().epoch();
        assert!(first < EPOCH);
        measurement.all.0.insert(first, 400);
        measurement.others = Amount { requests: 700, mb_ms: u64::MAX, log_bytes: 90, cw_calls: 0 };
        let used = measurement.of(EPOCH, &Amount::ZERO);
        assert_eq!(used.all.requests, 1_010 + 200, "400 and 500, less 700");
        assert_eq!((used.all.log_bytes, used.expected.log_bytes), (77 + 10, 200));
        assert_eq!((used.expected.requests, used.expected.mb_ms), (1_000, 0));
        assert_eq!(measurement.of(first, &Amount::ZERO).all.requests, 0);

        measurement.others.requests = 1_000;
        let used = measurement.of(EPOCH, &Amount::ZERO);
        assert_eq!(
            (used.all.requests, used.expected.requests),
            (1_010, 900),
            "twice 500, less the 100 that are theirs"
        );
    }

    #[test]
    fn what_was_not_counted_was_not_used_but_for_logs() {
        let nothing = || (Sums::new(), Sums::new());
        let measurement = Measurement {
            own: vec![],
            all: nothing(),
            own_logs: vec![Sums::new()],
            all_logs: Sums::new(),
            ..measurement()
        };
        let granted = Amount { requests: 5, mb_ms: 5, log_bytes: 5, cw_calls: 5 };
        let used = measurement.of(EPOCH, &granted);
        assert_eq!(used.all, Amount { log_bytes: 5, cw_calls: 5, ..Amount::ZERO });
        // The account's sum is late.
        let late = Measurement { own: vec![(128, sums(7), sums(7))], all: (sums(5), sums(5)), ..measurement };
        assert_eq!(late.of(EPOCH, &granted).expected, Amount::ZERO);
        assert_eq!(late.of(EPOCH, &granted).all.requests, 7);
    }
}
