//! What was billed without a lease.

use super::{Amount, Epoch, ServiceTime};

/// Refusals, and what an invocation cost beyond its worst case, until the pool was told.
///
/// The measurement of an epoch contains them too, and another month does not pay for them: what was not told by then is
/// told no more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Debt {
    amount: Amount,
    /// The latest epoch in which something was billed.
    epoch: Option<Epoch>,
}

impl Debt {
    /// Something was billed to an invocation that started at `now`.
    pub(super) fn add(&mut self, now: ServiceTime, amount: &Amount) {
        if amount.is_zero() {
            return;
        }
        let epoch = now.epoch();
        self.amount = self.due(now, epoch).plus(amount);
        self.epoch = self.epoch.max(Some(epoch));
    }

    /// What to tell the month of `epoch`.
    pub(super) fn due(&self, now: ServiceTime, epoch: Epoch) -> Amount {
        match self.epoch {
            Some(billed) if now < billed.settles_at() && billed.month() == epoch.month() => self.amount,
            _ => Amount::ZERO,
        }
    }

    /// The pool was told.
    pub(super) fn told(&mut self, amount: &Amount) {
        self.amount = self.amount.minus(amount);
    }
}
