//! A pool, two environments, and all that may happen to them.

use gateway_free_tier::protocol::{
    Admission, Amount, Balance, Denied, Environment, Epoch, Grant, Outage, Pocket, Purse, Record, Request, Reservation,
    ServiceTime, Settings,
};

/// 2026-01-02 00:00 UTC: no month ends while a model runs.
const FIRST: Epoch = Epoch(81_820);
/// The last six hours of January: the month ends with it.
const LAST_OF_JANUARY: Epoch = Epoch(81_939);
/// How near to the month's border both months are charged. Of the instants of a model only midnight is that near.
const GUARD_MS: u32 = 8_000;

/// What is walked: the protocol as it is, or with one of its rules taken away.
#[derive(Clone, Copy)]
pub(crate) struct Cloud {
    pub(crate) limit: u64,
    pub(crate) epochs: u8,
    pub(crate) fence: Fence,
    pub(crate) reclaim: Reclaim,
    /// Does a lease survive its process?
    pub(crate) journal: bool,
    /// Does an invocation reserve twice what it is billed?
    pub(crate) settles: bool,
    /// Does a month end with the first epoch?
    pub(crate) border: Border,
    /// How many refusals are billed until an order to stop has its effect; what is refused after it is not. If it is 0 they
    /// cost nothing.
    pub(crate) refusals: u64,
    /// Is the pool stopped and opened again, at any time?
    pub(crate) orders: bool,
}

/// What is charged where a month ends. Nobody says to which month an invocation across midnight is billed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Border {
    /// There is none.
    Far,
    /// Both months.
    Guarded,
    /// The month in which the invocation starts.
    Unguarded,
}

/// Which time an environment takes for the time of an invocation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fence {
    ServiceTime,
    /// Its own clock, which may stand where it stood when the environment was last awake.
    OwnClock,
    /// None: it spends whatever lease it has.
    None,
}

/// How the rest of a lost lease comes back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reclaim {
    /// As AWS measured, once the epoch is settled.
    Measured,
    /// As AWS measured, but for what was refused.
    Admitted,
    /// As the environments last said.
    Reported,
    Never,
}

/// Two instants in each epoch: its start, and one at which the epoch before is settled. What silences an environment is
/// over by the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Instant(pub(crate) u8);

impl Instant {
    pub(crate) fn epoch(self) -> usize {
        usize::from(self.0 / 2)
    }
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct State {
    pub(crate) now: Instant,
    /// Of each month.
    pub(crate) records: Vec<Record>,
    pub(crate) machines: [Machine; 2],
    /// What AWS counts, by the epoch in which the invocation started.
    pub(crate) counted: Vec<Amount>,
    /// What AWS bills, by month.
    pub(crate) billed: Vec<Amount>,
    /// Refusals, by the epoch in which the invocation started.
    pub(crate) refused: Vec<u64>,
    /// What the pool was told of the invocations, where somebody believes that.
    pub(crate) reported: Vec<Amount>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct Machine {
    pub(crate) environment: Environment<Purse>,
    pub(crate) doing: Doing,
    /// Where its own clock stands until it looks at the time again.
    pub(crate) clock: Instant,
    /// When its lease was asked for.
    pub(crate) leased: Instant,
    /// What it has not reported yet.
    pub(crate) untold: Vec<Amount>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) enum Doing {
    Nothing,
    /// The pool has decided, and the answer is on its way.
    Waiting(Invocation, Request, Result<Grant, Denied>),
    Running(Invocation, Reservation),
}

#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub(crate) struct Invocation {
    pub(crate) started: Instant,
    /// When it started, as the environment believes.
    pub(crate) believed: Instant,
}

/// How a write fares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Net {
    Fine,
    RequestLost,
    ReplyLost,
    ReplyLate,
}

impl Cloud {
    pub(crate) fn worst(&self) -> Amount {
        Amount { requests: 1, mb_ms: if self.settles { 2 } else { 0 }, ..Amount::ZERO }
    }

    /// What is in the pool at first.
    pub(crate) fn open(&self) -> Amount {
        self.worst().times(self.limit)
    }

    /// What may be billed: the margin is for what is refused.
    pub(crate) fn budget(&self) -> Amount {
        self.open().plus(&Amount { requests: self.refusals, ..Amount::ZERO })
    }

    pub(crate) fn epoch(&self, index: usize) -> Epoch {
        let first = if self.border == Border::Far { FIRST } else { LAST_OF_JANUARY };
        Epoch(first.0 + u32::try_from(index).expect("a few"))
    }

    pub(crate) fn service_time(&self, at: Instant) -> ServiceTime {
        self.epoch(at.epoch()).start().plus_ms(u64::from(at.0 % 2) * 2 * 3_600_000)
    }

    /// Which of the months an epoch is of.
    pub(crate) fn month(&self, epoch: Epoch) -> usize {
        usize::from(epoch.month() != self.epoch(0).month())
    }

    pub(crate) fn months(&self) -> usize {
        if self.border == Border::Far { 1 } else { 2 }
    }

    /// To which months AWS may bill an invocation.
    pub(crate) fn billed_to(&self, started: Instant) -> impl Iterator<Item = usize> {
        let charged = self.service_time(started).charged(GUARD_MS);
        charged.iter().map(|epoch| self.month(epoch)).collect::<Vec<_>>().into_iter()
    }

    /// What a month is billed, and will be at most for what runs.
    pub(crate) fn used(&self, state: &State, month: usize) -> Amount {
        let running = state.machines.iter().filter(|machine| match &machine.doing {
            Doing::Running(invocation, _) => self.billed_to(invocation.started).any(|of| of == month),
            Doing::Nothing | Doing::Waiting(..) => false,
        });
        state.billed[month].plus(&self.worst().times(running.count() as u64))
    }

    pub(crate) fn environment(&self, purse: Purse) -> Environment<Purse> {
        let settings = Settings {
            // As if it were alone, so that it leases more than one invocation needs, and loses more than that.
            concurrency: 1,
            refusal: Amount { requests: u64::from(self.refusals > 0), ..Amount::ZERO },
            guard_ms: if self.border == Border::Guarded { GUARD_MS } else { 0 },
            largest_lease: 256,
            outage: Outage::Bounded { requests: 1 },
        };
        Environment::new(settings, purse)
    }

    pub(crate) fn last(&self) -> Instant {
        Instant(self.epochs * 2 - 1)
    }

    /// Admits, as far as no answer is late. Returns false if that took no write, but `net` is about one; or if nobody is let
    /// in any more.
    pub(crate) fn admit(&self, state: &mut State, index: usize, invocation: Invocation, net: Net) -> bool {
        let believed = self.service_time(invocation.believed);
        let mut wrote = net == Net::Fine;
        loop {
            let machine = &mut state.machines[index];
            let request = match machine.environment.admit(believed, &self.worst()) {
                Admission::Admitted(reservation) => {
                    machine.doing = Doing::Running(invocation, reservation);
                    if !self.settles && self.border == Border::Far {
                        self.end(state, index, true, 0);
                    }
                    return wrote;
                }
                Admission::Refused(_) => return self.refuse(state, invocation) && wrote,
                Admission::Ask(request) => request,
            };
            if self.fence == Fence::None {
                machine.leased = invocation.believed;
            }
            if net == Net::RequestLost {
                machine.environment.denied(believed, &request, Denied::Unreachable);
                wrote = true;
                continue;
            }
            for (reported, untold) in state.reported.iter_mut().zip(&mut machine.untold) {
                *reported = reported.plus(untold);
                *untold = Amount::ZERO;
            }
            let answer = state.records[self.month(request.epoch)].grant(request.epoch, &request.ask);
            match (net, answer) {
                (Net::ReplyLate, answer) if !wrote => {
                    machine.doing = Doing::Waiting(invocation, request, answer);
                    return true;
                }
                (Net::ReplyLost, _) if !wrote => {
                    machine.environment.denied(believed, &request, Denied::Unreachable);
                }
                (_, Ok(grant)) => machine.environment.granted(believed, &request, &grant),
                (_, Err(denied)) => machine.environment.denied(believed, &request, denied),
            }
            wrote = true;
        }
    }

    /// It is billed like any other.
    fn refuse(&self, state: &mut State, invocation: Invocation) -> bool {
        if self.refusals == 0 {
            return true;
        }
        let epoch = invocation.started.epoch();
        let refusal = Amount { requests: 1, ..Amount::ZERO };
        state.refused[epoch] += 1;
        state.counted[epoch] = state.counted[epoch].plus(&refusal);
        let month = self.month(self.epoch(epoch));
        state.billed[month] = state.billed[month].plus(&refusal);
        state.refused.iter().sum::<u64>() <= self.refusals
    }

    pub(crate) fn deliver(&self, state: &mut State, index: usize) -> bool {
        let machine = &mut state.machines[index];
        let Doing::Waiting(invocation, request, answer) = machine.doing.clone() else { return false };
        machine.doing = Doing::Nothing;
        let believed = self.service_time(invocation.believed);
        match answer {
            Ok(grant) => machine.environment.granted(believed, &request, &grant),
            Err(denied) => machine.environment.denied(believed, &request, denied),
        }
        // No invocation lasts as long as two ticks: if that many passed, the service has ended it.
        state.now.0 > invocation.started.0 + 1 || self.admit(state, index, invocation, Net::Fine)
    }

    /// It ends, and is billed to a month.
    pub(crate) fn end(&self, state: &mut State, index: usize, all: bool, month: usize) -> bool {
        let machine = &mut state.machines[index];
        let Doing::Running(invocation, reservation) = machine.doing.clone() else { return false };
        machine.doing = Doing::Nothing;
        let billed = if all { self.worst() } else { Amount { mb_ms: 1, ..self.worst() } };
        if let Some(back) = machine.environment.settle(reservation, &billed) {
            state.records[self.month(back.epoch)].give_back(back.epoch, &back.amount);
        }
        let epoch = invocation.started.epoch();
        state.counted[epoch] = state.counted[epoch].plus(&billed);
        state.billed[month] = state.billed[month].plus(&billed);
        if self.reclaim == Reclaim::Reported {
            machine.untold[epoch] = machine.untold[epoch].plus(&billed);
        }
        true
    }

    pub(crate) fn crash(&self, state: &mut State, index: usize, month: usize) {
        // Killed in the middle of its work, it is billed for the worst.
        self.end(state, index, true, month);
        let machine = &mut state.machines[index];
        machine.doing = Doing::Nothing;
        machine.untold.fill(Amount::ZERO);
        let purse = std::mem::replace(&mut machine.environment, self.environment(Purse::default())).into_pocket();
        if self.journal {
            machine.environment = self.environment(purse);
        }
    }

    /// The environment ends, and returns whatever it has, of any epoch.
    pub(crate) fn close(&self, state: &mut State, index: usize) {
        let environment = &mut state.machines[index].environment;
        let mut purse = std::mem::replace(environment, self.environment(Purse::default())).into_pocket();
        for epoch in (0..self.epochs.into()).map(|index| self.epoch(index)) {
            let amount = purse.left(epoch);
            if purse.take(epoch, &amount, &Amount::ZERO) {
                state.records[self.month(epoch)].give_back(epoch, &amount);
            }
        }
    }

    pub(crate) fn reconcile(&self, state: &mut State, index: usize) -> bool {
        let epoch = self.epoch(index);
        let due = match self.reclaim {
            Reclaim::Measured | Reclaim::Admitted => self.service_time(state.now) >= epoch.settles_at(),
            Reclaim::Reported => state.now.epoch() > index,
            Reclaim::Never => false,
        };
        let measured = match self.reclaim {
            Reclaim::Reported => state.reported[index],
            Reclaim::Admitted => state.counted[index].minus(&Amount { requests: state.refused[index], ..Amount::ZERO }),
            Reclaim::Measured | Reclaim::Never => state.counted[index],
        };
        // Of several, the oldest first; where nothing was leased, for what was refused.
        let is_next = |earlier| self.is_settled(state, earlier) || !self.is_open(state, earlier);
        let same_month = |earlier: &usize| self.month(self.epoch(*earlier)) == self.month(epoch);
        due && self.is_open(state, index)
            && (self.refusals == 0 || (0..index).filter(same_month).all(is_next))
            && state.records[self.month(epoch)].reconcile(epoch, &measured)
    }

    /// Was anything granted or refused in an epoch that nobody has settled?
    fn is_open(&self, state: &State, index: usize) -> bool {
        let granted = state.records[self.month(self.epoch(index))].granted();
        granted.iter().any(|(of, _)| *of == self.epoch(index)) || state.refused[index] > 0
    }

    /// Is out of the pool what was counted in the epochs of a month that are settled? What was granted in the others may be in use.
    pub(crate) fn is_charged(&self, state: &State, month: usize) -> bool {
        let record = &state.records[month];
        let granted = record.granted().iter().fold(Amount::ZERO, |sum, (_, granted)| sum.plus(granted));
        let settled = (0..self.epochs.into())
            .filter(|index| self.month(self.epoch(*index)) == month && self.is_settled(state, *index))
            .fold(Amount::ZERO, |sum, index| sum.plus(&state.counted[index]));
        let (there, at_most) = (record.avail().plus(&granted), Balance::from(self.open()).minus(&settled));
        self.reclaim == Reclaim::Reported || (there.requests <= at_most.requests && there.mb_ms <= at_most.mb_ms)
    }

    /// Is an epoch settled?
    pub(crate) fn is_settled(&self, state: &State, index: usize) -> bool {
        let epoch = self.epoch(index);
        let record = &state.records[self.month(epoch)];
        record.closed().is_some_and(|closed| closed >= epoch) && record.granted().iter().all(|(of, _)| *of != epoch)
    }

    /// The time that the environment takes for the time of an invocation that starts now.
    pub(crate) fn believed(&self, state: &State, index: usize, lagging: bool) -> Instant {
        let machine = &state.machines[index];
        let has_lease = machine.environment.left(self.epoch(machine.leased.epoch())).covers(&self.worst());
        match self.fence {
            Fence::None if has_lease => machine.leased,
            Fence::OwnClock if lagging => machine.clock,
            _ => state.now,
        }
    }
}
