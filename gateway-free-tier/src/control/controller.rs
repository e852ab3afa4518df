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
        self.store.open(month, &self.plan.budget).await?;
        let epochs = self.settle(now).await?;
        let concurrency = self.let_in(now).await?;
        Ok(Settled { epochs, concurrency })
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
        let is_due = |epoch: &Epoch| epoch.month() == month && now >= epoch.settles_at();
        let first = record.closed().map_or(month.starts_at().epoch(), Epoch::next);
        let due: Vec<Epoch> = (first.0..=now.epoch().0).map(Epoch).take_while(is_due).collect();
        let Some(last) = due.last() else { return Ok(0) };
        let Plan { functions, foreign_memory_mb, .. } = &self.plan;
        let measurement = Measurement::take(&self.plane, functions, *foreign_memory_mb, first, *last).await;
        let measurement = measurement.map_err(ControlError::Plane)?;
        let mut settled = 0;
        for epoch in &due {
            let granted = record.granted().iter().find(|(of, _)| of == epoch).map(|(_, granted)| *granted);
            let used = measurement.of(*epoch, &granted.unwrap_or_default());
            if self.store.reconcile(*epoch, &used.all).await? {
                settled += 1;
                if epoch == last {
                    self.set_aside(now, &used.foreign).await?;
                }
            }
        }
        Ok(settled)
    }

    /// Twice what others used in the last epoch is not for us in this one. What they do not use comes back with its
    /// reconciliation, as it is measured with what they used.
    async fn set_aside(&self, now: ServiceTime, foreign: &Amount) -> Outcome<(), P> {
        if !foreign.is_zero() {
            let ask = Ask { debt: foreign.times(2), ..Ask::default() };
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
        if state == State::Open && self.is_restored().await? {
            self.forget().await?;
            return Ok(concurrency.most);
        }
        let ordered = self.ordered().await?;
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
        } else {
            self.order(concurrency.in_force(to)).await?;
        }
        Ok(concurrency.in_force(to))
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

    /// Orders so many, unless fewer are ordered already.
    async fn order_down(&self, concurrency: u32) -> Outcome<(), P> {
        if self.ordered().await? > concurrency { self.order(concurrency).await } else { Ok(()) }
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

    /// Shares a concurrency out.
    async fn order(&self, concurrency: u32) -> Outcome<(), P> {
        let count = u32::try_from(self.plan.functions.len()).unwrap_or(u32::MAX).max(1);
        for (index, Function { name, .. }) in (0..).zip(&self.plan.functions) {
            let share = concurrency / count + u32::from(index < concurrency % count);
            self.plane.reserve(name, Some(share)).await.map_err(ControlError::Plane)?;
        }
        Ok(())
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
