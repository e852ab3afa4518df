//! Where this environment keeps its lease.

use crate::journal::Journal;
use crate::protocol::{Amount, Epoch, Pocket, Purse};

/// In a file that survives the process, where the sandbox has one log stream; else in memory.
#[derive(Debug)]
pub(super) enum AnyPocket {
    Journal(Journal),
    Purse(Purse),
}

impl Pocket for AnyPocket {
    fn left(&self, epoch: Epoch) -> Amount {
        match self {
            Self::Journal(journal) => journal.left(epoch),
            Self::Purse(purse) => purse.left(epoch),
        }
    }

    fn take(&mut self, epoch: Epoch, amount: &Amount, floor: &Amount) -> bool {
        match self {
            Self::Journal(journal) => journal.take(epoch, amount, floor),
            Self::Purse(purse) => purse.take(epoch, amount, floor),
        }
    }

    fn put(&mut self, epoch: Epoch, amount: &Amount) {
        match self {
            Self::Journal(journal) => journal.put(epoch, amount),
            Self::Purse(purse) => purse.put(epoch, amount),
        }
    }

    fn hold(&mut self, epoch: Epoch, amount: &Amount) {
        match self {
            Self::Journal(journal) => journal.hold(epoch, amount),
            Self::Purse(purse) => purse.hold(epoch, amount),
        }
    }
}
