//! What an environment has to know before it asks for anything.

use super::Amount;
use super::chunk::CAP;

/// Into so many leases a budget is divided at least: nearly as many as the whole allowance is in leases of 256.
const LEASES: u64 = 3_800;
/// A write for each few invocations of a tiny budget would be worse than what is lost.
const LEAST: u64 = 8;

/// What an [`Environment`](super::Environment) goes by. The same for every environment of a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    /// How many environments share the budget at most: the reserved concurrency of the functions together.
    pub concurrency: u32,
    /// What one refusal is billed: a request, and a millisecond or two.
    pub refusal: Amount,
    /// How near to a month's border both months are charged, in milliseconds: the longest timeout, and some
    /// seconds for clocks that differ. Less than five hours.
    pub guard_ms: u32,
    /// For how many invocations to lease at once at most: see [`Settings::largest_lease`].
    pub largest_lease: u16,
    /// What happens while the pool cannot be reached.
    pub outage: Outage,
}

impl Settings {
    /// For how many invocations of a budget to lease at once at most: 256, or its requests divided by 3,800 if that
    /// is less, and no less than 8.
    ///
    /// A process that is killed between the pool's yes and its journal loses a lease, until the epoch is reconciled. Of a
    /// small budget, two leases of 256 would be more than half a percent.
    ///
    /// ```
    /// use gateway_free_tier::protocol::{Amount, Settings};
    ///
    /// assert_eq!(Settings::largest_lease(&Amount::ALWAYS_FREE), 256);
    /// assert_eq!(Settings::largest_lease(&Amount { requests: 60_000, ..Amount::ALWAYS_FREE }), 15);
    /// ```
    pub fn largest_lease(budget: &Amount) -> u16 {
        let part = (budget.requests / LEASES).clamp(LEAST, CAP);
        part.try_into().unwrap_or(u16::MAX)
    }
}

/// What an environment does once its lease is spent and the pool does not answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outage {
    /// It refuses.
    #[default]
    Closed,
    /// It goes on with a part of its lease that it keeps for this: it was granted, so it cannot exceed the budget.
    Bounded {
        /// How many invocations are kept for it.
        requests: u8,
    },
}

impl Outage {
    /// Invocations that are kept for an outage.
    pub(super) fn kept(self) -> u64 {
        match self {
            Self::Closed => 0,
            Self::Bounded { requests } => requests.into(),
        }
    }
}
