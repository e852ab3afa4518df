//! The environment's side of the protocol, with the store that it asks.

use std::mem;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use gateway_runtime::Saving;

use super::FreeTierError;
use super::pocket::AnyPocket;
use super::settings::GuardSettings;
use super::shared::Shared;
#[cfg(feature = "aws")]
use super::steering::Steering;
use crate::journal::{Journal, JournalError};
use crate::protocol::{
    Admission, Amount, Balance, Denied, Environment, Epoch, Grant, Month, Purse, Record, Refusal, Request, Reservation,
    Return, ServiceTime,
};
#[cfg(feature = "aws")]
use crate::store::DynamoDbStore;
use crate::store::{QuotaStore, StoreError};

/// What the store says beside a grant, or instead of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) avail: Balance,
    pub(super) overdue: Amount,
}

/// One environment at the common budget.
#[derive(Debug)]
pub(super) struct Seat {
    environment: Mutex<Environment<AnyPocket>>,
    store: Shared,
    budget: Amount,
    /// What the store has said last.
    told: Mutex<Option<Told>>,
    unwritten: Mutex<Unwritten>,
    /// Whether there is anything in it: to look is less than to lock.
    has_unwritten: AtomicBool,
    /// The latest service time that was seen, in milliseconds; 0 before the first.
    latest: AtomicU64,
    /// By the machine's clock, which nothing is charged by that the service has told a time of.
    began: ServiceTime,
    /// None where no order can be given, or none is to be.
    #[cfg(feature = "aws")]
    steering: Option<Steering>,
}

/// What the store is to be told after the answer.
#[derive(Debug, Default)]
struct Unwritten {
    returns: Vec<Return>,
    refill: Option<(ServiceTime, Request)>,
}

impl Seat {
    #[cfg_attr(
        not(feature = "aws"),
        expect(clippy::unnecessary_wraps, reason = "only a client of AWS may not be made")
    )]
    pub(super) fn new(settings: &GuardSettings, store: Shared) -> Result<Self, FreeTierError> {
        let environment = Environment::new(settings.protocol(), pocket(settings));
        Ok(Self {
            #[cfg(feature = "aws")]
            steering: store.steering(settings)?,
            environment: Mutex::new(environment),
            store,
            budget: settings.budget(),
            told: Mutex::new(None),
            unwritten: Mutex::default(),
            has_unwritten: AtomicBool::new(false),
            latest: AtomicU64::new(0),
            began: ServiceTime(settings.epoch_of_build_ms),
        })
    }

    /// The latest time that the service has told; before it has told one, that of the machine's clock when this was made.
    pub(super) fn latest(&self) -> ServiceTime {
        match self.latest.load(Ordering::Relaxed) {
            0 => self.began,
            latest => ServiceTime(latest),
        }
    }

    /// That time, or the latest that was seen: of what runs side by side, one may be told late.
    pub(super) fn later(&self, now: ServiceTime) -> ServiceTime {
        ServiceTime(self.latest.fetch_max(now.0, Ordering::Relaxed).max(now.0))
    }

    /// Asks the store as often as the protocol wants, and no oftener.
    pub(super) async fn admit(&self, now: ServiceTime, worst: &Amount) -> Result<Reservation, Refusal> {
        loop {
            let admission = self.environment().admit(now, worst);
            match admission {
                Admission::Admitted(reservation) => return Ok(reservation),
                Admission::Ask(request) => self.ask_and_steer(now, request).await,
                Admission::Refused(refusal) => {
                    #[cfg(feature = "aws")]
                    self.refused(now, refusal).await;
                    return Err(refusal);
                }
            }
        }
    }

    /// What stops invocations before they begin is better than to refuse them: each refusal is billed.
    ///
    /// A month that is over stops nobody who lives in the next.
    #[cfg(feature = "aws")]
    async fn refused(&self, now: ServiceTime, refusal: Refusal) {
        let is_cut_off = self.environment().is_cut_off(now);
        match &self.steering {
            Some(steering) if is_cut_off => steering.cut_off().await,
            Some(steering) if refusal == (Refusal::Exhausted { month: now.epoch().month() }) => {
                steering.exhausted(now).await;
            }
            _ => {}
        }
    }

    /// Asks the store, and slows down if little is left of the month.
    async fn ask_and_steer(&self, now: ServiceTime, request: Request) {
        let grant = self.ask(now, request).await;
        #[cfg(not(feature = "aws"))]
        let _ = grant;
        #[cfg(feature = "aws")]
        if let (Some(steering), Some(grant)) = (&self.steering, grant.filter(|grant| is_of_now(now, grant.epoch))) {
            steering.granted(&grant).await;
        }
    }

    /// Asks the store once, and a second time if it had to open the month.
    async fn ask(&self, now: ServiceTime, request: Request) -> Option<Grant> {
        let mut answer = self.grant(&request).await;
        if answer == Err(Denied::NotOpen) && self.open(now, request.epoch.month()).await {
            answer = self.grant(&request).await;
        }
        let is_of_now = is_of_now(now, request.epoch);
        match answer {
            Ok(grant) => {
                if is_of_now {
                    self.tell_used(&grant.avail, Some(grant.overdue));
                }
                self.environment().granted(now, &request, &grant);
                Some(grant)
            }
            Err(denied) => {
                if let (Denied::Exhausted { avail }, true) = (&denied, is_of_now) {
                    self.tell_used(avail, None);
                }
                self.environment().denied(now, &request, denied);
                None
            }
        }
    }

    /// Whether the month is open now.
    async fn open(&self, now: ServiceTime, month: Month) -> bool {
        #[cfg(feature = "aws")]
        if let Some(steering) = &self.steering {
            return steering.open(now, month).await;
        }
        #[cfg(not(feature = "aws"))]
        let _ = now;
        let opened = self.store.open(month, &Record::open(&self.budget)).await;
        opened.inspect_err(tell).is_ok()
    }

    /// It was billed for an invocation that it had no lease for.
    pub(super) fn owes(&self, now: ServiceTime, billed: &Amount) {
        self.environment().owes(now, billed);
    }

    /// The environment was billed for its start.
    pub(super) fn starts(&self, now: ServiceTime, billed: &Amount) {
        self.environment().starts(now, billed);
    }

    async fn grant(&self, request: &Request) -> Result<Grant, Denied> {
        self.store.grant(request.epoch, &request.ask).await.unwrap_or_else(|error| {
            tell(&error);
            Err(error.denied())
        })
    }

    /// The invocation is over. What is to be told to the store waits until the answer is on its way.
    pub(super) fn settle(&self, now: ServiceTime, reservation: Reservation, billed: &Amount, worst: &Amount) {
        let mut environment = self.environment();
        let back = environment.settle(reservation, billed);
        let refill = environment.refill(now, worst);
        drop(environment);
        if back.is_some() || refill.is_some() {
            let mut unwritten = self.unwritten();
            unwritten.returns.extend(back);
            unwritten.refill = refill.map(|request| (now, request)).or(unwritten.refill);
            self.has_unwritten.store(true, Ordering::Relaxed);
        }
    }

    /// Gives back what the others would miss, and asks for what the next invocations need.
    pub(super) async fn write(&self) {
        self.has_unwritten.store(false, Ordering::Relaxed);
        let Unwritten { returns, refill } = mem::take(&mut *self.unwritten());
        for back in returns {
            if let Err(error) = self.store.give_back(back.epoch, &back.amount).await {
                tell(&error);
            }
        }
        if let Some((now, request)) = refill {
            self.ask_and_steer(now, request).await;
        }
    }

    /// Whether there is anything to tell the store.
    pub(super) fn has_unwritten(&self) -> bool {
        self.has_unwritten.load(Ordering::Relaxed)
    }

    fn unwritten(&self) -> MutexGuard<'_, Unwritten> {
        self.unwritten.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The environment ends: all goes back that anybody would miss, and what it owes is told.
    pub(super) async fn close(&self, now: ServiceTime) {
        let (returns, owed) = {
            let mut environment = self.environment();
            let mut returns = mem::take(&mut *self.unwritten()).returns;
            returns.extend(environment.close(now));
            (returns, environment.owed(now))
        };
        for back in returns {
            if let Err(error) = self.store.give_back(back.epoch, &back.amount).await {
                tell(&error);
            }
        }
        if let Some(request) = owed {
            self.ask(now, request).await;
        }
    }

    /// What settles and lets in again, if anything can.
    #[cfg(feature = "aws")]
    pub(super) fn steering(&self) -> Option<&Steering> {
        self.steering.as_ref()
    }

    /// The month's record, as the store has it now.
    pub(super) async fn record(&self) -> Result<Option<Record>, StoreError> {
        self.store.record(self.latest().epoch().month()).await
    }

    /// What this environment has leased and not spent.
    pub(super) fn left(&self) -> Amount {
        self.environment().left(self.latest().epoch())
    }

    #[cfg(test)]
    pub(super) fn debt(&self, now: ServiceTime) -> Amount {
        self.environment().debt(now)
    }

    pub(super) fn told(&self) -> Option<Told> {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(feature = "aws")]
    pub(super) fn table(&self) -> Option<&DynamoDbStore> {
        match &self.store {
            Shared::DynamoDb(store) => Some(store),
            Shared::Memory(_) | Shared::File(_) => None,
        }
    }

    /// A no does not say what is overdue.
    fn tell_used(&self, avail: &Balance, overdue: Option<Amount>) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let overdue = overdue.or(told.map(|told| told.overdue)).unwrap_or_default();
        *told = Some(Told { avail: *avail, overdue });
        drop(told);
        Saving::tell_used(used_percent(&self.budget, avail));
    }

    /// Nothing panics while it holds the lock, so a poisoned one is intact.
    fn environment(&self) -> MutexGuard<'_, Environment<AnyPocket>> {
        self.environment.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Near midnight of a month's last day the neighbouring month is asked too, and says nothing of this one.
fn is_of_now(now: ServiceTime, epoch: Epoch) -> bool {
    epoch.month() == now.epoch().month()
}

/// How much of the scarcest allowance is used, in percent.
pub(super) fn used_percent(budget: &Amount, avail: &Balance) -> u8 {
    let avail = avail.positive();
    let used = |budget: u64, avail: u64| match budget {
        0 => 0,
        _ => u128::from(budget.saturating_sub(avail)) * 100 / u128::from(budget),
    };
    let most = [
        used(budget.requests, avail.requests),
        used(budget.mb_ms, avail.mb_ms),
        used(budget.log_bytes, avail.log_bytes),
        used(budget.cw_calls, avail.cw_calls),
    ]
    .into_iter()
    .max()
    .unwrap_or(0);
    u8::try_from(most.min(100)).expect("it is at most a hundred")
}

fn pocket(settings: &GuardSettings) -> AnyPocket {
    let Some(log_stream) = &settings.log_stream else { return AnyPocket::Purse(Purse::default()) };
    match Journal::open(Path::new(&settings.journal), log_stream) {
        Ok(journal) => AnyPocket::Journal(journal),
        // The process before this one has not ended yet, or another function shares the folder.
        Err(JournalError::InUse) => AnyPocket::Purse(Purse::default()),
        // What is lost without it comes back with the reconciliation.
        Err(error) => {
            tracing::warn!(%error, "a lease of the budget is not kept over a crash: its file cannot be used");
            AnyPocket::Purse(Purse::default())
        }
    }
}

fn tell(error: &StoreError) {
    tracing::warn!(error = %error, cause = std::error::Error::source(error).map(tracing::field::display), "the store of the budget gave no answer");
}
