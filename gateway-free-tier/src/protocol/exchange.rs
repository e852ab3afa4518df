//! What an environment and the pool say to each other.

use super::{Amount, Balance, Epoch, State};

/// What an environment asks the pool for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ask {
    /// What it wants to lease: all of it or nothing.
    pub amount: Amount,
    /// What it was billed for without a lease since it last wrote: refusals are invocations too.
    pub debt: Amount,
    /// What it was billed for, and no measurement says: its start. The pool never gives it back.
    pub unmeasured: Amount,
}

impl Ask {
    /// What leaves the pool with it.
    pub fn taken(&self) -> Amount {
        self.leased().plus(&self.unmeasured)
    }

    /// What of that comes back when the epoch is reconciled, less what was measured.
    pub fn leased(&self) -> Amount {
        self.amount.plus(&self.debt)
    }
}

/// The pool's yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Grant {
    /// The epoch that the lease is good for.
    pub epoch: Epoch,
    /// What is leased: what was asked for.
    pub amount: Amount,
    /// What is left in the pool.
    pub avail: Balance,
    /// Whether the functions are being slowed down.
    pub state: State,
    /// The oldest epoch that waits for its reconciliation, which may be this one.
    pub unsettled: Epoch,
    /// See [`Record::overdue`](super::Record::overdue).
    pub overdue: Amount,
}

/// The pool's no, or no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Denied {
    /// Less is left than was asked for.
    Exhausted {
        /// What is left.
        avail: Balance,
    },
    /// The budget was used up, and the functions are stopped.
    Stopped,
    /// The epoch was reconciled: the one who asks is late.
    EpochClosed,
    /// Nobody has opened the month yet.
    NotOpen,
    /// The store refuses to be asked that often.
    Throttled,
    /// No answer. The pool may have granted it: it counts as taken, and is not asked for again.
    Unreachable,
}
