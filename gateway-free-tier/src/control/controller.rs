//! Carries out what the protocol decides.

use serde::Serialize;

use super::error::ControlError;
use super::measure::Measurement;
use super::plane::{ControlPlane, Reservations};
use crate::protocol::{Amount, Ask, Concurrency, Epoch, Grant, Month, Record, ServiceTime, State};
use crate::store::QuotaStore;

/// A function of the deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Its memory.
    pub memory_mb: u64,
    /// The concurrency that it is deployed with; `None` if it has no reservation. It is given back to it where nobody has been
    /// able to keep what it had.
    pub reserved: Option<u32>,
}

/// What a controller goes by. The same for all of a deployment.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The functions that spend the budget.
    pub functions: Vec<Function>,
    /// How many of their environments may run: at most what the functions have reserved together.
    pub concurrency: Concurrency,
    /// The budget of a month.
    pub budget: Amount,
    /// What others may use of the account in a month: what they use beyond it is taken off the budget.
    pub others: Amount,
    /// The groups that the functions write their logs to.
    pub log_groups: Vec<String>,
    /// What one refusal is billed: see [`Settings::refusal`](crate::protocol::Settings::refusal).
    pub refusal: Amount,
    /// The memory that other functions of the account are taken to have.
    pub foreign_memory_mb: u64,
}

/// What an hour's work came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Settled {
    /// How many epochs were reconciled.
    pub epochs: u32,
    /// How many environments may run now.
    pub concurrency: u32,
}

/// Slows the functions down, lets them in again, and settles epochs.
///
/// See the [module](super) for when to call what. Whatever fails can be called again.
#[derive(Debug)]
pub struct Controller<S, P> {
    store: S,
    plane: P,
    plan: Plan,
}

type Outcome<T, P> = Result<T, ControlError<<P as ControlPlane>::Error>>;

impl<S: QuotaStore + Reservations, P: ControlPlane> Controller<S, P> {
    /// A controller.
    pub fn new(store: S, plane: P, plan: Plan) -> Self {
        Self { store, plane, plan }
    }

    /// The store.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// A grant came. Slows down, if so little is left by now. Mostly it does nothing, and asks nobody.
    ///
    /// # Errors
    /// The order may not have been given.
    pub async fn granted(&self, grant: &Grant) -> Outcome<(), P> {
        match self.plan.concurrency.descend(&grant.avail, grant.state) {
            Some(to) => self.slow_down(grant.epoch.month(), grant.state, to).await,
            None => Ok(()),
        }
    }

    /// Nothing is left: nobody is let in any more.
    ///
    /// Call it again after a while as long as invocations are refused. Then the order is confirmed, and repeated where it
    /// was lost.
    ///
    /// # Errors
    /// The order may not have been given.
    pub async fn exhausted(&self, month: Month) -> Outcome<(), P> {
        match self.store.record(month).await?.map(|record| record.state()) {
            Some(State::Stopped) => self.order_down(0).await,
            Some(state) => self.slow_down(month, state, State::Stopped).await,
            None => Ok(()),
        }
    }

    /// The store does not answer, and what was refused in the meantime is too much: nobody is let in any more. It takes
    /// no store.
    ///
    /// # Errors
    /// The order may not have been given.
    pub async fn cut_off(&self) -> Outcome<(), P> {
        self.order_down(0).await
    }

    /// Settles what is due, and lets in as many as there is budget for.
    ///
    /// # Errors
    /// Some of it was not done. What was begun is whole.
    pub async fn hourly(&self, now: ServiceTime) -> Outcome<Settled, P> {
        let month = now.epoch().month();
        if self.store.record(month).await?.is_none() {
            self.open(now, month).await?;
        }
        let epochs = self.settle(now).await;
        // Whatever could not be settled does not keep a stop in force that has enough to end.
        let concurrency = self.let_in(now).await?;
        Ok(Settled { epochs: epochs?, concurrency })
    }

    /// Opens a month, unless it is open. Of one that is not new, what was used before is measured first, and only the rest
    /// is there to be granted. Returns whether this call opened it.
    ///
    /// # Errors
    /// It was not measured, and is not open; or the store may not have opened it.
    pub async fn open(&self, now: ServiceTime, month: Month) -> Outcome<bool, P> {
        let mut record = Record::open(&self.plan.budget);
        let mut expected = Amount::ZERO;
        let due = due(now, month, None);
        if let Some(last) = due.last() {
            let measurement = self.measure(*last).await?;
            for epoch in &due {
                let used = measurement.of(*epoch, &Amount::ZERO);
                record.reconcile(*epoch, &used.all);
                expected = used.expected;
            }
        }
        let opened = self.store.open(month, &record).await?;
        if opened && month == now.epoch().month() {
            self.set_aside(now, &expected).await?;
        }
        Ok(opened)
    }

    /// Reconciles every epoch that is over since an hour, also those in which nothing was leased: the account may have been
    /// used by others. Returns how many this call has reconciled.
    ///
    /// # Errors
    /// An epoch was not measured, or not closed; those before it are.
    pub async fn settle(&self, now: ServiceTime) -> Outcome<u32, P> {
        let current = now.epoch();
        // The last epochs of the month before are settled in this one.
        let months = [current.0.saturating_sub(2), current.0].map(|epoch| Epoch(epoch).month());
        let mut settled = 0;
        for (index, month) in months.into_iter().enumerate() {
            if index > 0 && months[0] == month {
                break;
            }
            if let Some(record) = self.store.record(month).await? {
                settled += self.settle_month(now, month, &record).await?;
            }
        }
        Ok(settled)
    }

    async fn settle_month(&self, now: ServiceTime, month: Month, record: &Record) -> Outcome<u32, P> {
        let due = due(now, month, record.closed());
        let Some(last) = due.last() else { return Ok(0) };
        let measurement = self.measure(*last).await?;
        let mut settled = 0;
        for epoch in &due {
            let granted = record.granted().iter().find(|(of, _)| of == epoch).map(|(_, granted)| *granted);
            let used = measurement.of(*epoch, &granted.unwrap_or_default());
            if self.store.reconcile(*epoch, &used.all).await? {
                settled += 1;
                if epoch == last {
                    self.set_aside(now, &used.expected).await?;
                }
            }
        }
        Ok(settled)
    }

    async fn measure(&self, last: Epoch) -> Outcome<Measurement, P> {
        Measurement::take(&self.plane, &self.plan, last).await.map_err(ControlError::Plane)
    }

    /// What others are expected to take of the budget in this epoch is not for us. What they do not take comes back with its
    /// reconciliation, as it is measured with what they took.
    async fn set_aside(&self, now: ServiceTime, expected: &Amount) -> Outcome<(), P> {
        if !expected.is_zero() {
            let ask = Ask { debt: *expected, ..Ask::default() };
            // A denial is that of a month that is not open, or of a balance that can sink no deeper.
            let _ = self.store.grant(now.epoch(), &ask).await?;
        }
        Ok(())
    }

    /// How many may run.
    async fn let_in(&self, now: ServiceTime) -> Outcome<u32, P> {
        let month = now.epoch().month();
        let Some(record) = self.store.record(month).await? else { return self.ordered().await };
        let Plan { concurrency, budget, refusal, .. } = &self.plan;
        let (state, mut avail) = (record.state(), *record.avail());
        let is_enough = concurrency.descend(&avail, state).is_none();
        if state == State::Open && is_enough && self.is_restored().await? {
            self.forget().await?;
            return Ok(concurrency.most);
        }
        let ordered = self.ordered().await?;
        if state != State::Stopped
            && let Some(to) = concurrency.descend(&avail, concurrency.state_of(ordered))
        {
            if to == state {
                self.order_down(concurrency.in_force(to)).await?;
            } else {
                self.slow_down(month, state, to).await?;
            }
            return self.ordered().await;
        }
        let untold = concurrency.untold(state, ordered, &avail, refusal);
        if !untold.is_zero() {
            let ask = Ask { debt: untold, ..Ask::default() };
            match self.store.grant(now.epoch(), &ask).await? {
                Ok(grant) => avail = grant.avail,
                Err(_) => return Ok(ordered),
            }
        }
        let Some(to) = concurrency.ascend(state, ordered, &avail, budget) else { return Ok(ordered) };
        if to != state && !self.store.set_state(month, state, to).await? {
            // Somebody slows down at this moment.
            return Ok(ordered);
        }
        if to == State::Open {
            self.restore().await?;
            return Ok(concurrency.most);
        }
        if self.order(concurrency.in_force(to)).await? {
            return Ok(concurrency.in_force(to));
        }
        // The account is too small to let in a few: all, if there is enough for all, or else no more than before.
        let instead = match ordered {
            0 if concurrency.glide(&avail) >= concurrency.most => State::Open,
            _ => concurrency.state_of(ordered),
        };
        if self.store.set_state(month, to, instead).await? && instead == State::Open {
            self.restore().await?;
            return Ok(concurrency.most);
        }
        Ok(ordered)
    }

    /// Of all that want to slow down one does; and whoever cannot know whether it was the one.
    async fn slow_down(&self, month: Month, from: State, to: State) -> Outcome<(), P> {
        let changed = self.store.set_state(month, from, to).await;
        if matches!(changed, Ok(false)) {
            return Ok(());
        }
        // It is the first order, and what there was before is still to be seen.
        let kept = if from == State::Open { self.keep().await } else { Ok(()) };
        // To slow down is more urgent than to remember.
        self.order_down(self.plan.concurrency.in_force(to)).await?;
        changed?;
        kept
    }

    async fn keep(&self) -> Outcome<(), P> {
        for Function { name, .. } in &self.plan.functions {
            let reserved = self.plane.reserved(name).await.map_err(ControlError::Plane)?;
            self.store.keep(name, reserved).await?;
        }
        Ok(())
    }

    /// Orders so many, unless fewer are ordered already. An account that is too small for it goes on until it stops.
    async fn order_down(&self, concurrency: u32) -> Outcome<(), P> {
        if self.ordered().await? > concurrency {
            self.order(concurrency).await?;
        }
        Ok(())
    }

    /// How many environments the functions may have together by what is reserved.
    async fn ordered(&self) -> Outcome<u32, P> {
        let most = self.plan.concurrency.most;
        let mut sum: u32 = 0;
        for Function { name, .. } in &self.plan.functions {
            let reserved = self.plane.reserved(name).await.map_err(ControlError::Plane)?;
            sum = sum.saturating_add(reserved.unwrap_or(most));
        }
        Ok(sum.min(most))
    }

    /// Whether each function has what it had before anything was ordered, whatever that is.
    async fn is_restored(&self) -> Outcome<bool, P> {
        for Function { name, .. } in &self.plan.functions {
            let reserved = self.plane.reserved(name).await.map_err(ControlError::Plane)?;
            if reserved == Some(0) || self.store.kept(name).await?.is_some_and(|kept| kept != reserved) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Shares a concurrency out. False if the account is too small for it; to none at all, none is.
    async fn order(&self, concurrency: u32) -> Outcome<bool, P> {
        let mut all = true;
        let count = u32::try_from(self.plan.functions.len()).unwrap_or(u32::MAX).max(1);
        for (index, Function { name, .. }) in (0..).zip(&self.plan.functions) {
            let share = concurrency / count + u32::from(index < concurrency % count);
            match self.plane.reserve(name, Some(share)).await {
                Err(error) if share > 0 && P::is_not_to_be_had(&error) => all = false,
                outcome => outcome.map_err(ControlError::Plane)?,
            }
        }
        Ok(all)
    }

    /// Gives each function what it had before anything was ordered.
    async fn restore(&self) -> Outcome<(), P> {
        for Function { name, reserved, .. } in &self.plan.functions {
            let before = self.store.kept(name).await?.unwrap_or(*reserved);
            self.plane.reserve(name, before).await.map_err(ControlError::Plane)?;
        }
        self.forget().await
    }

    /// What there was before is there again.
    async fn forget(&self) -> Outcome<(), P> {
        for Function { name, .. } in &self.plan.functions {
            if self.store.kept(name).await?.is_some() {
                self.store.forget(name).await?;
            }
        }
        Ok(())
    }
}

/// The epochs of a month that are over since long enough to be settled, after those that are.
fn due(now: ServiceTime, month: Month, closed: Option<Epoch>) -> Vec<Epoch> {
    let first = closed.map_or(month.starts_at().epoch(), Epoch::next);
    let is_due = |epoch: &Epoch| epoch.month() == month && now >= epoch.settles_at();
    (first.0..=now.epoch().0).map(Epoch).take_while(is_due).collect()
}
