//! What an environment has to know before it asks for anything.

use super::Amount;

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
    /// What happens while the pool cannot be reached.
    pub outage: Outage,
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
