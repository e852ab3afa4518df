//! The environment's side: spend from a lease, and say when to ask for more.

use super::chunk::Pace;
use super::debt::Debt;
use super::pocket::Words;
use super::silence::{Silence, Silences};
use super::{Amount, Ask, Charged, Denied, Epoch, Grant, KILL_TIME_MS, Month, Pocket, ServiceTime, Settings, State};

/// How long nobody is asked after the pool said that nothing is left. Without it, refusals alone write half a million
/// times a month.
const EXHAUSTED_MS: u64 = 60_000;
/// How long nobody is asked after no answer: doubled each time, up to a minute.
const UNREACHABLE_MS: u64 = 1_000;
/// More than a twelfth of what is left, in all environments together, is not kept for an invocation that may come.
const KEPT_PARTS: u64 = 12;
/// More than one percent of it is not left to the next reconciliation,
const LOST_PARTS: u64 = 100;
/// unless each has so little that a write is more.
const LOST_REQUESTS: u64 = 8;
/// More than a thousandth of it, in all environments together, is not refused without the pool's knowledge,
pub(super) const UNTOLD_PARTS: u64 = 1_000;
/// unless each has refused so few.
pub(super) const UNTOLD_REQUESTS: u64 = 8;

/// One execution environment: it admits invocations as far as its lease goes.
///
/// It is told the time and the pool's answers, and says what to do; it waits for nothing and knows no store. For each
/// invocation call [`admit`](Self::admit) until it says something else than [`Admission::Ask`], then run, then
/// [`settle`](Self::settle).
///
/// ```
/// use gateway_free_tier::protocol::{
///     Admission, Amount, Environment, Outage, Purse, Record, ServiceTime, Settings,
/// };
///
/// let mut month = Record::open(&Amount::ALWAYS_FREE);
/// let settings = Settings {
///     concurrency: 10,
///     refusal: Amount { requests: 1, mb_ms: 2 * 128, ..Amount::ZERO },
///     guard_ms: 8_000,
///     largest_lease: Settings::largest_lease(&Amount::ALWAYS_FREE),
///     outage: Outage::Closed,
/// };
/// let mut environment = Environment::new(settings, Purse::default());
///
/// let now = ServiceTime::from_deadline(1_767_312_003_000, 3_000);
/// let worst = Amount { requests: 1, mb_ms: 3_000 * 128, ..Amount::ZERO };
/// let reservation = loop {
///     match environment.admit(now, &worst) {
///         Admission::Admitted(reservation) => break reservation,
///         Admission::Ask(request) => match month.grant(request.epoch, &request.ask) {
///             Ok(grant) => environment.granted(now, &request, &grant),
///             Err(denied) => environment.denied(now, &request, denied),
///         },
///         Admission::Refused(_) => panic!("the month has just begun"),
///     }
/// };
/// // The invocation runs, for 7 ms.
/// let billed = Amount { requests: 1, mb_ms: 7 * 128, ..Amount::ZERO };
/// assert_eq!(environment.settle(reservation, &billed), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Environment<P> {
    settings: Settings,
    pocket: P,
    pace: Pace,
    debt: Debt,
    /// What its start was billed, and the month of it; until the pool was told.
    started: Option<(Month, Amount)>,
    silences: Silences,
    /// The pool had less than a chunk: ask for what one invocation needs.
    frugal: bool,
    /// How many share the budget at the moment.
    concurrency: u32,
    /// When it last said that nobody should be let in.
    cut_off_at: Option<ServiceTime>,
}

/// Whether an invocation may run.
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub enum Admission {
    /// It may: its worst case is reserved.
    Admitted(Reservation),
    /// Ask the pool, tell the answer, and admit again.
    Ask(Request),
    /// It may not. What that is billed is on record, and told to the pool with the next write.
    Refused(Refusal),
}

/// Why an invocation may not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// The budget of a month is used up.
    Exhausted {
        /// Which: near midnight of its last day an invocation is charged to two.
        month: Month,
    },
    /// The pool does not answer, and nothing is left of the lease.
    Unreachable,
    /// The worst case of one invocation is larger than any lease.
    TooLarge,
}

/// The worst case of an invocation that runs. Hand it to [`Environment::settle`]; dropping it settles for the worst.
///
/// A clone is for a model that looks at several futures. Of a reservation and its clones, one may be settled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[must_use]
pub struct Reservation {
    started: ServiceTime,
    charged: Charged,
    worst: Amount,
}

/// A write that the pool should answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// For which epoch, and so for which month.
    pub epoch: Epoch,
    /// What is asked for.
    pub ask: Ask,
}

/// A part of a lease that goes back to the pool. It is out of the lease already: a write that fails wastes it
/// until the epoch is reconciled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use]
pub struct Return {
    /// The epoch it was leased in.
    pub epoch: Epoch,
    /// How much.
    pub amount: Amount,
}

impl<P: Pocket> Environment<P> {
    /// An environment that has what is in its pocket.
    pub fn new(settings: Settings, pocket: P) -> Self {
        let concurrency = settings.concurrency;
        Self {
            settings,
            pocket,
            pace: Pace::new(settings.largest_lease),
            debt: Debt::default(),
            started: None,
            silences: Silences::default(),
            frugal: false,
            concurrency,
            cut_off_at: None,
        }
    }

    /// The environment was billed for its start, which no invocation contains and no measurement. The pool is told with the
    /// next write.
    pub fn starts(&mut self, now: ServiceTime, billed: &Amount) {
        self.started = Some((now.epoch().month(), *billed));
    }

    /// An invocation that started at `now` was refused and has run all the same, where nothing is enforced. The pool is told
    /// with the next write.
    pub fn owes(&mut self, now: ServiceTime, billed: &Amount) {
        self.debt.add(now, billed);
    }

    /// May an invocation run that starts at `now` and costs `worst` at most?
    ///
    /// `worst` is one request and timeout times memory, and the log that it may write. It must be an upper bound:
    /// what an invocation costs beyond it is charged as debt, too late to be refused.
    pub fn admit(&mut self, now: ServiceTime, worst: &Amount) -> Admission {
        if !Words::can_hold(worst) {
            return self.refuse(now, Refusal::TooLarge);
        }
        let charged = now.charged(self.settings.guard_ms);
        for epoch in charged.iter() {
            let floor = self.floor(now, epoch, worst);
            if !self.pocket.take(epoch, worst, &floor) {
                if epoch != charged.first {
                    self.pocket.put(charged.first, worst);
                }
                return match self.silenced(now, epoch) {
                    Some(silence) => self.refuse(now, silence.why),
                    None => Admission::Ask(self.request(now, epoch, worst)),
                };
            }
        }
        Admission::Admitted(Reservation { started: now, charged, worst: *worst })
    }

    /// What to ask for beside an invocation, so that the next ones need not wait; mostly nothing.
    ///
    /// A lease that is a quarter full outlives an outage of the pool for as long as that quarter lasts.
    pub fn refill(&self, now: ServiceTime, worst: &Amount) -> Option<Request> {
        let epoch = now.epoch();
        if !self.pace.is_steady(now, self.concurrency, worst) || self.frugal || self.silenced(now, epoch).is_some() {
            return None;
        }
        let low = !self.pocket.left(epoch).covers(&self.pace.quarter(worst).plus(&self.floor(now, epoch, worst)));
        low.then(|| self.request(now, epoch, worst))
    }

    /// The pool granted a request.
    pub fn granted(&mut self, now: ServiceTime, request: &Request, grant: &Grant) {
        self.pocket.hold(grant.epoch, &grant.amount);
        self.debt.told(&request.ask.debt);
        self.started = self.started.filter(|_| request.ask.unmeasured.is_zero());
        if request.ask.amount.is_zero() {
            self.pace.sees(grant.avail);
        } else {
            self.pace.granted(now, grant.avail);
        }
        self.concurrency = match grant.state {
            State::Gliding { concurrency } => concurrency.min(self.settings.concurrency),
            State::Open | State::Stopped => self.settings.concurrency,
        };
        self.silences.end(grant.epoch.month());
        self.frugal = false;
    }

    /// The pool denied a request, or did not answer.
    pub fn denied(&mut self, now: ServiceTime, request: &Request, denied: Denied) {
        let month = request.epoch.month();
        let failing = self.silences.last(month).filter(|silence| silence.why == Refusal::Unreachable);
        let length_ms = failing.map_or(UNREACHABLE_MS, |silence| (silence.length_ms * 2).min(EXHAUSTED_MS));
        let (why, length_ms) = match denied {
            Denied::Exhausted { avail } => {
                self.pace.sees(avail);
                if !self.frugal {
                    // Once more for less: what is left may be enough for one invocation.
                    self.frugal = true;
                    return;
                }
                (Refusal::Exhausted { month }, EXHAUSTED_MS)
            }
            Denied::Stopped => (Refusal::Exhausted { month }, EXHAUSTED_MS),
            Denied::EpochClosed | Denied::NotOpen | Denied::Throttled | Denied::Unreachable => {
                (Refusal::Unreachable, length_ms)
            }
        };
        self.frugal = false;
        self.silences.begin(Silence { until: now.plus_ms(length_ms), why, month, length_ms });
    }

    /// The invocation is over, and was billed that much: the rest of its worst case is put back.
    ///
    /// A worst case is often many times the usual cost. Where so much would be missed elsewhere, it is not kept for the
    /// next invocation but returned.
    #[expect(clippy::needless_pass_by_value, reason = "nobody settles twice")]
    pub fn settle(&mut self, reservation: Reservation, billed: &Amount) -> Option<Return> {
        let Reservation { started, charged, worst } = reservation;
        self.debt.add(started, &billed.minus(&worst));
        let rest = worst.minus(billed);
        charged.iter().for_each(|epoch| self.pocket.put(epoch, &rest));
        self.pace.cost(billed);
        self.leftover(started, charged).or_else(|| self.surplus(started, charged.first, &worst))
    }

    /// Should nobody be let in any more? To be asked after each refusal.
    ///
    /// Refusals are billed, and an environment that cannot reach the pool tells nobody of them; if it ends before it
    /// can, nobody ever does. So when what it has refused would be more than a thousandth of what is left, had every
    /// environment refused as much, reserved concurrency is to be set to zero. That takes Lambda's API and not the
    /// pool, and no harm is done if several do it. Until it has had its effect, this does not say so again.
    ///
    /// Whoever lets them in again pays for it first: [`Concurrency::untold`](super::Concurrency::untold).
    pub fn is_cut_off(&mut self, now: ServiceTime) -> bool {
        let debt = self.debt(now);
        let waits = self.cut_off_at.is_some_and(|before| now.since(before) < 2 * KILL_TIME_MS);
        let cut_off =
            !waits && debt.requests >= UNTOLD_REQUESTS && self.pace.matters(self.concurrency, &debt, UNTOLD_PARTS);
        if cut_off {
            self.cut_off_at = Some(now);
        }
        cut_off
    }

    /// What is to be told to the pool before the environment ends, after [`close`](Self::close): its refusals, unless
    /// they are no write worth.
    pub fn owed(&self, now: ServiceTime) -> Option<Request> {
        let debt = self.debt(now);
        let request = self.ask(now, now.epoch(), Amount::ZERO);
        (debt.requests >= LOST_REQUESTS).then_some(request)
    }

    /// Empties the pocket, for an environment that ends in an orderly way. What it owes is paid first. What nobody would
    /// miss until its epoch is reconciled is no write worth.
    pub fn close(&mut self, now: ServiceTime) -> impl Iterator<Item = Return> {
        let mut returns = Vec::new();
        for epoch in now.charged(self.settings.guard_ms).iter() {
            let amount = self.pay(now, epoch);
            let missed = amount.requests >= LOST_REQUESTS && self.pace.matters(self.concurrency, &amount, LOST_PARTS);
            if missed && self.pocket.take(epoch, &amount, &Amount::ZERO) {
                returns.push(Return { epoch, amount });
            }
        }
        returns.into_iter()
    }

    /// What is left of an epoch's lease.
    pub fn left(&self, epoch: Epoch) -> Amount {
        self.pocket.left(epoch)
    }

    /// What was billed without a lease, and is still to be told to the pool of this month.
    pub fn debt(&self, now: ServiceTime) -> Amount {
        self.debt.due(now, now.epoch())
    }

    /// The pocket, with the lease that is in it.
    pub fn into_pocket(self) -> P {
        self.pocket
    }

    /// Pays what is owed out of a lease, as far as that goes. Returns the rest of the lease.
    fn pay(&mut self, now: ServiceTime, epoch: Epoch) -> Amount {
        let left = self.pocket.left(epoch);
        let rest = left.minus(&self.debt.due(now, epoch));
        let paid = left.minus(&rest);
        if self.pocket.take(epoch, &paid, &Amount::ZERO) {
            self.debt.told(&paid);
        }
        self.pocket.left(epoch)
    }

    fn refuse(&mut self, now: ServiceTime, why: Refusal) -> Admission {
        self.debt.add(now, &self.settings.refusal);
        Admission::Refused(why)
    }

    fn silenced(&self, now: ServiceTime, epoch: Epoch) -> Option<Silence> {
        self.silences.now(now, epoch)
    }

    /// What stays in the pocket for an outage. When the pool has nothing to give, it is there to be spent.
    fn floor(&self, now: ServiceTime, epoch: Epoch, worst: &Amount) -> Amount {
        let kept = self.settings.outage.kept();
        if kept == 0 || self.frugal || self.silenced(now, epoch).is_some() {
            return Amount::ZERO;
        }
        self.pace.usual(worst).times(kept)
    }

    /// Asks for what a chunk of invocations usually costs, of which one may cost its worst.
    fn request(&self, now: ServiceTime, epoch: Epoch, worst: &Amount) -> Request {
        let others = if self.frugal {
            0
        } else {
            self.pace.chunk(now, self.concurrency, worst) - 1 + self.settings.outage.kept()
        };
        let wanted = worst.plus(&self.pace.usual(worst).times(others));
        self.ask(now, epoch, wanted.minus(&self.pocket.left(epoch)))
    }

    /// Asks for so much, and tells what is not told yet.
    fn ask(&self, now: ServiceTime, epoch: Epoch, amount: Amount) -> Request {
        let started = self.started.filter(|(month, _)| *month == epoch.month());
        let unmeasured = started.map_or(Amount::ZERO, |(_, billed)| billed);
        Request { epoch, ask: Ask { amount, debt: self.debt.due(now, epoch), unmeasured } }
    }

    /// What is left of the epoch before, which is over: the pool need not wait for it until that is reconciled.
    fn leftover(&mut self, now: ServiceTime, charged: Charged) -> Option<Return> {
        let epoch = Epoch(charged.first.0.checked_sub(1)?);
        if charged.second.is_some() || now >= epoch.settles_at() {
            return None;
        }
        let amount = self.pocket.left(epoch);
        let returned = amount.requests >= LOST_REQUESTS && self.pocket.take(epoch, &amount, &Amount::ZERO);
        returned.then_some(Return { epoch, amount })
    }

    /// What the pocket holds beyond the usual cost of the invocations that it is for, if others would miss it.
    fn surplus(&mut self, now: ServiceTime, epoch: Epoch, worst: &Amount) -> Option<Return> {
        if self.pace.is_steady(now, self.concurrency, worst) {
            return None;
        }
        let left = self.pocket.left(epoch);
        let usual = self.pace.usual(worst).times(left.requests);
        let amount = Amount { requests: 0, ..left.minus(&usual) };
        let returned = !amount.is_zero()
            && self.pace.matters(self.concurrency, &amount, KEPT_PARTS)
            && self.pocket.take(epoch, &amount, &Amount::ZERO);
        returned.then_some(Return { epoch, amount })
    }
}
