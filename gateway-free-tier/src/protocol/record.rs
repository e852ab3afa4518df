//! The pool's side: what is known of a month, and what may happen to it.

use serde::{Deserialize, Serialize};

use super::{Amount, Ask, Balance, Denied, Epoch, Grant};

/// Whether invocations are let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum State {
    /// As many as the function is deployed for.
    Open,
    /// Fewer, since little is left.
    Gliding {
        /// The reserved concurrency that is ordered.
        concurrency: u32,
    },
    /// None: the budget is used up.
    Stopped,
}

/// One month of one deployment, as the pool keeps it.
///
/// It holds what is *left*, never what is used: a grant is then one comparison and one subtraction, which every store
/// can do in one conditional write. Beside it stands, for each epoch that is not reconciled yet, how much was granted.
///
/// ```
/// use gateway_free_tier::protocol::{Amount, Ask, Denied, Epoch, Record};
///
/// let requests = |requests| Amount { requests, ..Amount::ZERO };
/// let mut month = Record::open(&requests(10));
///
/// let ask = Ask { amount: requests(8), ..Ask::default() };
/// assert_eq!(month.grant(Epoch(1), &ask)?.avail.requests, 2);
/// assert!(matches!(month.grant(Epoch(1), &ask), Err(Denied::Exhausted { .. })));
///
/// // The environment is gone, and AWS counted three invocations: five come back, once.
/// assert!(month.reconcile(Epoch(1), &requests(3)));
/// assert_eq!(month.avail().requests, 7);
/// assert!(!month.reconcile(Epoch(1), &requests(3)));
/// # Ok::<(), Denied>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Record {
    avail: Balance,
    state: State,
    /// What was granted, and charged as debt, in each epoch that is not reconciled; oldest first.
    granted: Vec<(Epoch, Amount)>,
    /// The latest epoch that was reconciled.
    closed: Option<Epoch>,
}

impl Record {
    /// A month with its whole budget.
    pub fn open(budget: &Amount) -> Self {
        Self { avail: Balance::from(*budget), state: State::Open, granted: Vec::new(), closed: None }
    }

    /// A month as a store has kept it.
    ///
    /// `granted` may stand in any order.
    pub fn restore(
        avail: Balance,
        state: State,
        granted: impl IntoIterator<Item = (Epoch, Amount)>,
        closed: Option<Epoch>,
    ) -> Self {
        let mut granted: Vec<_> = granted.into_iter().collect();
        granted.sort_unstable_by_key(|(epoch, _)| *epoch);
        Self { avail, state, granted, closed }
    }

    /// What is left.
    pub fn avail(&self) -> &Balance {
        &self.avail
    }

    /// Whether invocations are let in.
    pub fn state(&self) -> State {
        self.state
    }

    /// What was granted in each epoch that waits for its reconciliation, oldest first.
    pub fn granted(&self) -> &[(Epoch, Amount)] {
        &self.granted
    }

    /// The latest epoch that was reconciled.
    pub fn closed(&self) -> Option<Epoch> {
        self.closed
    }

    /// What was leased in epochs that were due for their reconciliation before `epoch` began. It comes back with that, less
    /// what was used: of the rest, some is lost with environments that ended.
    ///
    /// ```
    /// use gateway_free_tier::protocol::{Amount, Ask, Epoch, Record};
    ///
    /// let mut record = Record::open(&Amount::ALWAYS_FREE);
    /// let ask = Ask { amount: Amount { requests: 7, ..Amount::ZERO }, ..Ask::default() };
    /// let first = Epoch(81_820);
    /// record.grant(first, &ask).unwrap();
    /// // An epoch is due an hour after its end.
    /// assert_eq!(record.grant(first.next(), &ask).unwrap().overdue, Amount::ZERO);
    /// assert_eq!(record.overdue(first.next().next()), ask.amount);
    /// ```
    pub fn overdue(&self, epoch: Epoch) -> Amount {
        let due = self.granted.iter().filter(|(of, _)| of.settles_at() <= epoch.start());
        due.fold(Amount::ZERO, |sum, (_, granted)| sum.plus(granted))
    }

    /// Leases what is asked for, all of it or nothing, and charges the debt with it.
    ///
    /// An ask for nothing always succeeds, so that a debt can be told to a month that is used up.
    ///
    /// # Errors
    ///
    /// [`Denied`], and nothing has changed.
    pub fn grant(&mut self, epoch: Epoch, ask: &Ask) -> Result<Grant, Denied> {
        if self.closed.is_some_and(|closed| epoch <= closed) {
            return Err(Denied::EpochClosed);
        }
        let (taken, leased) = (ask.taken(), ask.leased());
        let afforded = ask.amount.is_zero() || self.avail.affords(&taken);
        if !ask.amount.is_zero() && self.state == State::Stopped {
            return Err(Denied::Stopped);
        }
        let Some(rest) = self.avail.checked_minus(&taken).filter(|_| afforded) else {
            return Err(Denied::Exhausted { avail: self.avail });
        };
        self.avail = rest;
        let index = self.granted.partition_point(|(of, _)| *of < epoch);
        match self.granted.get_mut(index) {
            Some((of, granted)) if *of == epoch => *granted = granted.plus(&leased),
            _ => self.granted.insert(index, (epoch, leased)),
        }
        let unsettled = self.granted.first().map_or(epoch, |(oldest, _)| *oldest);
        Ok(Grant {
            epoch,
            amount: ask.amount,
            avail: self.avail,
            state: self.state,
            unsettled,
            overdue: self.overdue(epoch),
        })
    }

    /// Takes back a part of a lease that nobody spends any more.
    ///
    /// Returns false, and changes nothing, once the epoch is reconciled: then it came back already.
    pub fn give_back(&mut self, epoch: Epoch, amount: &Amount) -> bool {
        let Some((_, granted)) = self.granted.iter_mut().find(|(of, _)| *of == epoch) else { return false };
        let Some(rest) = granted.checked_sub(amount) else { return false };
        *granted = rest;
        self.avail = self.avail.plus(amount);
        true
    }

    /// Closes an epoch: what was granted in it and not measured comes back; what was measured beyond that is taken.
    ///
    /// `measured` is what AWS counted for the epoch, or an upper bound of it. Call this when no lease of the epoch can
    /// be spent any more and the measurement is complete: [`Epoch::settles_at`].
    ///
    /// An epoch without a grant can be closed too: its refusals were billed. Of several, close the oldest first.
    ///
    /// Returns false, and changes nothing, if the epoch was closed before.
    pub fn reconcile(&mut self, epoch: Epoch, measured: &Amount) -> bool {
        let granted = match self.granted.iter().position(|(of, _)| *of == epoch) {
            Some(index) => self.granted.remove(index).1,
            None if self.closed.is_none_or(|closed| epoch > closed) => Amount::ZERO,
            None => return false,
        };
        self.closed = self.closed.max(Some(epoch));
        self.avail = self.avail.plus(&granted).minus(measured);
        true
    }

    /// Changes the state if it is still `from`: of many who see the same, one succeeds.
    pub fn set_state(&mut self, from: State, to: State) -> bool {
        let was = self.state == from;
        if was {
            self.state = to;
        }
        was
    }
}
