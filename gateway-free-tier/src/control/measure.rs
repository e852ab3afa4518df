//! What AWS has counted, in the units of the budget.

use std::collections::BTreeMap;

use super::controller::Function;
use super::plane::{ControlPlane, Metric};
use crate::protocol::{Amount, Epoch};

/// Starts are billed, and nothing counts them. An environment tells of its own; for those that never could, so much is added to
/// what is known, in thousandths.
const UNCOUNTED: u16 = 10;

/// What was used in some epochs.
pub(super) struct Measurement {
    own: Vec<(u64, Sums, Sums)>,
    all: (Sums, Sums),
    logs: Sums,
    foreign_memory_mb: u64,
}

type Sums = BTreeMap<Epoch, u64>;

/// What was used in one epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Used {
    /// By everybody, foreign functions too.
    pub(super) all: Amount,
    /// By functions that are not of this deployment.
    pub(super) foreign: Amount,
}

impl Measurement {
    /// Asks for all epochs at once: the number of requests does not depend on theirs.
    pub(super) async fn take<P: ControlPlane>(
        plane: &P,
        functions: &[Function],
        foreign_memory_mb: u64,
        first: Epoch,
        last: Epoch,
    ) -> Result<Self, P::Error> {
        let mut own = Vec::with_capacity(functions.len());
        for Function { name, memory_mb, .. } in functions {
            let invocations = plane.sums(Metric::Invocations(Some(name)), first, last).await?;
            let milliseconds = plane.sums(Metric::Milliseconds(Some(name)), first, last).await?;
            own.push((*memory_mb, invocations, milliseconds));
        }
        let invocations = plane.sums(Metric::Invocations(None), first, last).await?;
        let milliseconds = plane.sums(Metric::Milliseconds(None), first, last).await?;
        let logs = plane.sums(Metric::LogBytes, first, last).await?;
        Ok(Self { own, all: (invocations, milliseconds), logs, foreign_memory_mb })
    }

    /// An upper bound of what an epoch was billed. `granted` is what was leased in it.
    pub(super) fn of(&self, epoch: Epoch, granted: &Amount) -> Used {
        let at = |sums: &Sums| sums.get(&epoch).copied().unwrap_or(0);
        let (mut own, mut own_ms) = (Amount::ZERO, 0_u64);
        for (memory_mb, invocations, milliseconds) in &self.own {
            let (requests, ms) = (at(invocations), at(milliseconds));
            own = own.plus(&billed(requests, ms, *memory_mb));
            own_ms = own_ms.saturating_add(ms);
        }
        // The sums of the account may be some minutes older than those of a function, and then smaller.
        let requests = at(&self.all.0).saturating_sub(own.requests);
        let foreign = billed(requests, at(&self.all.1).saturating_sub(own_ms), self.foreign_memory_mb);
        // Nobody counts calls of CloudWatch, so what was leased for them is spent; and logs, if they were not counted.
        let log_bytes = if self.logs.is_empty() { granted.log_bytes } else { at(&self.logs) };
        let rest = Amount { log_bytes, cw_calls: granted.cw_calls, ..Amount::ZERO };
        Used { all: own.plus(&foreign).plus(&rest), foreign }
    }
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

    const EPOCH: Epoch = Epoch(81_820);

    fn sums(sum: u64) -> Sums {
        BTreeMap::from([(EPOCH, sum)])
    }

    #[test]
    fn what_is_not_ours_is_foreign_and_counts_with_its_own_memory() {
        let measurement = Measurement {
            own: vec![(128, sums(1_000), sums(20_000)), (1_024, sums(10), sums(700))],
            all: (sums(1_510), sums(30_700)),
            logs: sums(77),
            foreign_memory_mb: 512,
        };
        let used = measurement.of(EPOCH, &Amount { cw_calls: 3, log_bytes: 9, ..Amount::ZERO });
        let foreign: u64 = (10_000 + 500) * 512;
        let own = (20_000 + 1_000) * 128 + (700 + 10) * 1_024;
        assert_eq!((used.foreign.requests, used.foreign.mb_ms), (500, foreign + foreign.div_ceil(100)));
        assert_eq!((used.all.requests, used.all.log_bytes, used.all.cw_calls), (1_510, 77, 3));
        assert!(used.all.mb_ms >= (own + foreign) * 101 / 100);
        assert!(used.all.mb_ms <= (own + foreign) * 101 / 100 + 3);
    }

    #[test]
    fn what_was_not_counted_was_not_used_but_for_logs() {
        let nothing = || (Sums::new(), Sums::new());
        let measurement = Measurement { own: vec![], all: nothing(), logs: Sums::new(), foreign_memory_mb: 128 };
        let granted = Amount { requests: 5, mb_ms: 5, log_bytes: 5, cw_calls: 5 };
        let used = measurement.of(EPOCH, &granted);
        assert_eq!(used.all, Amount { log_bytes: 5, cw_calls: 5, ..Amount::ZERO });
        // The account's sum is late.
        let late = Measurement { own: vec![(128, sums(7), sums(7))], all: (sums(5), sums(5)), ..measurement };
        assert_eq!(late.of(EPOCH, &granted).foreign, Amount::ZERO);
        assert_eq!(late.of(EPOCH, &granted).all.requests, 7);
    }
}
