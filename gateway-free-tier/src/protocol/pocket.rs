//! Where an environment keeps its lease.

use super::{Amount, Epoch, Word};

/// Where a lease is kept: in memory ([`Purse`]), or where it survives the process.
///
/// It holds one lease for each of two neighbouring epochs.
pub trait Pocket {
    /// What is left for an epoch.
    fn left(&self, epoch: Epoch) -> Amount;

    /// Takes `amount`, all of it or nothing, if at least `floor` remains.
    ///
    /// What was taken stays taken if the process dies right after the call.
    fn take(&mut self, epoch: Epoch, amount: &Amount, floor: &Amount) -> bool;

    /// Puts back what was taken. It is dropped if the epoch's lease is gone.
    fn put(&mut self, epoch: Epoch, amount: &Amount);

    /// Adds what was granted, in place of the lease of an earlier epoch. It is dropped if a later epoch took the place.
    fn hold(&mut self, epoch: Epoch, amount: &Amount);
}

/// What an [`Amount`] is inside of a lease: what work takes, and what telling about it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Words {
    /// Requests and MB-ms.
    pub(crate) work: Word,
    /// API calls and bytes of logs.
    pub(crate) telemetry: Word,
}

impl Words {
    pub(crate) fn of(amount: &Amount) -> Self {
        Self { work: Word::new(amount.requests, amount.mb_ms), telemetry: Word::new(amount.cw_calls, amount.log_bytes) }
    }

    pub(crate) fn amount(self) -> Amount {
        Amount {
            requests: self.work.count(),
            mb_ms: self.work.volume(),
            log_bytes: self.telemetry.volume(),
            cw_calls: self.telemetry.count(),
        }
    }

    /// The greatest amount that a pocket can hold, or take at once.
    pub(crate) fn can_hold(amount: &Amount) -> bool {
        Self::of(amount).amount() == *amount
    }
}

/// A lease in memory, for one owner. It ends with the process.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Purse {
    /// An epoch's lease is in the slot of its last bit, so that neighbours never share one.
    slots: [Option<(Epoch, Words)>; 2],
}

impl Purse {
    fn slot(&mut self, epoch: Epoch) -> &mut Option<(Epoch, Words)> {
        &mut self.slots[epoch.0 as usize % 2]
    }

    fn lease(&mut self, epoch: Epoch) -> Option<&mut Words> {
        match self.slot(epoch) {
            Some((of, words)) if *of == epoch => Some(words),
            _ => None,
        }
    }
}

impl Pocket for Purse {
    fn left(&self, epoch: Epoch) -> Amount {
        match self.slots[epoch.0 as usize % 2] {
            Some((of, words)) if of == epoch => words.amount(),
            _ => Amount::ZERO,
        }
    }

    fn take(&mut self, epoch: Epoch, amount: &Amount, floor: &Amount) -> bool {
        if !Words::can_hold(amount) {
            return false;
        }
        let Some(left) = self.lease(epoch) else { return amount.is_zero() };
        let Some(rest) = left.amount().checked_sub(amount).filter(|rest| rest.covers(floor)) else { return false };
        *left = Words::of(&rest);
        true
    }

    fn put(&mut self, epoch: Epoch, amount: &Amount) {
        if let Some(left) = self.lease(epoch) {
            *left = Words::of(&left.amount().plus(amount));
        }
    }

    fn hold(&mut self, epoch: Epoch, amount: &Amount) {
        let slot = self.slot(epoch);
        match slot {
            Some((of, left)) if *of == epoch => *left = Words::of(&left.amount().plus(amount)),
            Some((of, _)) if *of > epoch => {}
            _ => *slot = Some((epoch, Words::of(amount))),
        }
    }
}
