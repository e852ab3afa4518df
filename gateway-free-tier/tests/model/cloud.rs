//! A pool, two environments, and all that may happen to them.

use gateway_free_tier::protocol::{
    Admission, Amount, Denied, Environment, Epoch, Grant, Outage, Pocket, Purse, Record, Request, Reservation,
    ServiceTime, Settings,
};
use stateright::{Model, Property};

pub(crate) const WITHIN_BUDGET: &str = "what is billed is within the budget";

/// 2026-01-02 00:00 UTC: no month ends while a model runs.
const FIRST: Epoch = Epoch(81_820);

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
    /// As the environments last said.
    Reported,
    Never,
}

/// Two instants in each epoch: its start, and one at which the epoch before is settled. What silences an environment is
/// over by the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Instant(u8);

impl Instant {
    fn epoch(self) -> usize {
        usize::from(self.0 / 2)
    }

    fn service_time(self) -> ServiceTime {
        epoch(self.epoch()).start().plus_ms(u64::from(self.0 % 2) * 2 * 3_600_000)
    }
}

fn epoch(index: usize) -> Epoch {
    Epoch(FIRST.0 + u32::try_from(index).expect("a few"))
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct State {
    now: Instant,
    record: Record,
    machines: [Machine; 2],
    /// What AWS bills, by the epoch in which the invocation started.
    billed: Vec<Amount>,
    /// What the pool was told of it, where somebody believes that.
    reported: Vec<Amount>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
struct Machine {
    environment: Environment<Purse>,
    doing: Doing,
    /// Where its own clock stands until it looks at the time again.
    clock: Instant,
    /// When its lease was asked for.
    leased: Instant,
    /// What it has not reported yet.
    untold: Vec<Amount>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
enum Doing {
    Nothing,
    /// The pool has decided, and the answer is on its way.
    Waiting(Invocation, Request, Result<Grant, Denied>),
    Running(Invocation, Reservation),
}

#[derive(Clone, Copy, Debug, PartialEq, Hash)]
struct Invocation {
    started: Instant,
    /// When it started, as the environment believes.
    believed: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Action {
    Tick,
    Invoke {
        machine: usize,
        lagging: bool,
        net: Net,
    },
    /// The answer arrives, maybe long after the machine was frozen.
    Deliver(usize),
    /// The invocation is over. It cost half of its worst case, or all of it.
    End {
        machine: usize,
        all: bool,
    },
    Crash(usize),
    Close(usize),
    Reconcile(usize),
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
    fn worst(&self) -> Amount {
        Amount { requests: 1, mb_ms: if self.settles { 2 } else { 0 }, ..Amount::ZERO }
    }

    fn budget(&self) -> Amount {
        self.worst().times(self.limit)
    }

    /// What is billed, and what will be at most for what runs.
    fn used(&self, state: &State) -> Amount {
        let running = state.machines.iter().filter(|machine| matches!(machine.doing, Doing::Running(..))).count();
        state.billed.iter().fold(self.worst().times(running as u64), |sum, billed| sum.plus(billed))
    }

    fn environment(purse: Purse) -> Environment<Purse> {
        // As if it were alone, so that it leases more than one invocation needs, and loses more than that.
        let outage = Outage::Bounded { requests: 1 };
        Environment::new(
            Settings { concurrency: 1, refusal: Amount::ZERO, guard_ms: 0, largest_lease: 256, outage },
            purse,
        )
    }

    fn last(&self) -> Instant {
        Instant(self.epochs * 2 - 1)
    }

    /// Admits, as far as no answer is late. Returns false if that took no write, but `net` is about one.
    fn admit(&self, state: &mut State, index: usize, invocation: Invocation, net: Net) -> bool {
        let believed = invocation.believed.service_time();
        let mut wrote = net == Net::Fine;
        loop {
            let machine = &mut state.machines[index];
            let request = match machine.environment.admit(believed, &self.worst()) {
                Admission::Admitted(reservation) => {
                    machine.doing = Doing::Running(invocation, reservation);
                    if !self.settles {
                        self.end(state, index, true);
                    }
                    return wrote;
                }
                Admission::Refused(_) => return wrote,
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
            let answer = state.record.grant(request.epoch, &request.ask);
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

    fn deliver(&self, state: &mut State, index: usize) -> bool {
        let machine = &mut state.machines[index];
        let Doing::Waiting(invocation, request, answer) = machine.doing.clone() else { return false };
        machine.doing = Doing::Nothing;
        let believed = invocation.believed.service_time();
        match answer {
            Ok(grant) => machine.environment.granted(believed, &request, &grant),
            Err(denied) => machine.environment.denied(believed, &request, denied),
        }
        // No invocation lasts as long as two ticks: if that many passed, the service has ended it.
        state.now.0 > invocation.started.0 + 1 || self.admit(state, index, invocation, Net::Fine)
    }

    fn end(&self, state: &mut State, index: usize, all: bool) -> bool {
        let machine = &mut state.machines[index];
        let Doing::Running(invocation, reservation) = machine.doing.clone() else { return false };
        machine.doing = Doing::Nothing;
        let billed = if all { self.worst() } else { Amount { mb_ms: 1, ..self.worst() } };
        if let Some(back) = machine.environment.settle(reservation, &billed) {
            state.record.give_back(back.epoch, &back.amount);
        }
        let epoch = invocation.started.epoch();
        state.billed[epoch] = state.billed[epoch].plus(&billed);
        if self.reclaim == Reclaim::Reported {
            machine.untold[epoch] = machine.untold[epoch].plus(&billed);
        }
        true
    }

    fn crash(&self, state: &mut State, index: usize) {
        // Killed in the middle of its work, it is billed for the worst.
        self.end(state, index, true);
        let machine = &mut state.machines[index];
        machine.doing = Doing::Nothing;
        machine.untold.fill(Amount::ZERO);
        let purse = std::mem::replace(&mut machine.environment, Self::environment(Purse::default())).into_pocket();
        if self.journal {
            machine.environment = Self::environment(purse);
        }
    }

    /// The environment ends, and returns whatever it has, of any epoch.
    fn close(&self, state: &mut State, index: usize) {
        let environment = &mut state.machines[index].environment;
        let mut purse = std::mem::replace(environment, Self::environment(Purse::default())).into_pocket();
        for epoch in (0..self.epochs.into()).map(epoch) {
            let amount = purse.left(epoch);
            if purse.take(epoch, &amount, &Amount::ZERO) {
                state.record.give_back(epoch, &amount);
            }
        }
    }

    fn reconcile(&self, state: &mut State, index: usize) -> bool {
        let due = match self.reclaim {
            Reclaim::Measured => state.now.service_time() >= epoch(index).settles_at(),
            Reclaim::Reported => state.now.epoch() > index,
            Reclaim::Never => false,
        };
        let measured = match self.reclaim {
            Reclaim::Reported => state.reported[index],
            _ => state.billed[index],
        };
        due && state.record.granted().iter().any(|(of, _)| *of == epoch(index))
            && state.record.reconcile(epoch(index), &measured)
    }

    /// The time that the environment takes for the time of an invocation that starts now.
    fn believed(&self, state: &State, index: usize, lagging: bool) -> Instant {
        let machine = &state.machines[index];
        let has_lease = machine.environment.left(epoch(machine.leased.epoch())).covers(&self.worst());
        match self.fence {
            Fence::None if has_lease => machine.leased,
            Fence::OwnClock if lagging => machine.clock,
            _ => state.now,
        }
    }
}

impl Model for Cloud {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let nothing = vec![Amount::ZERO; self.epochs.into()];
        let machine = Machine {
            environment: Self::environment(Purse::default()),
            doing: Doing::Nothing,
            clock: Instant::default(),
            leased: Instant::default(),
            untold: nothing.clone(),
        };
        vec![State {
            now: Instant::default(),
            record: Record::open(&self.budget()),
            machines: [machine.clone(), machine],
            billed: nothing.clone(),
            reported: nothing,
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let straddles = |machine: &Machine| matches!(machine.doing, Doing::Running(run, _) if run.started < state.now);
        if state.now < self.last() && !state.machines.iter().any(straddles) {
            actions.push(Action::Tick);
        }
        for (machine, Machine { doing, clock, .. }) in state.machines.iter().enumerate() {
            match doing {
                Doing::Nothing => {
                    let lags = self.fence == Fence::OwnClock && *clock < state.now;
                    for lagging in [false].into_iter().chain(lags.then_some(true)) {
                        actions.extend(
                            [Net::Fine, Net::RequestLost, Net::ReplyLost, Net::ReplyLate].map(|net| Action::Invoke {
                                machine,
                                lagging,
                                net,
                            }),
                        );
                    }
                    actions.push(Action::Close(machine));
                }
                Doing::Waiting(..) => actions.push(Action::Deliver(machine)),
                Doing::Running(..) => actions.extend([false, true].map(|all| Action::End { machine, all })),
            }
            actions.push(Action::Crash(machine));
        }
        actions.extend((0..self.epochs.into()).map(Action::Reconcile));
    }

    fn next_state(&self, before: &State, action: Action) -> Option<State> {
        let mut state = before.clone();
        let happens = match action {
            Action::Tick => {
                state.now.0 += 1;
                true
            }
            Action::Invoke { machine, lagging, net } => {
                let believed = self.believed(before, machine, lagging);
                if self.fence == Fence::OwnClock {
                    state.machines[machine].clock = believed;
                }
                self.admit(&mut state, machine, Invocation { started: before.now, believed }, net)
            }
            Action::Deliver(machine) => self.deliver(&mut state, machine),
            Action::End { machine, all } => self.end(&mut state, machine, all),
            Action::Crash(machine) => {
                self.crash(&mut state, machine);
                true
            }
            Action::Close(machine) => {
                self.close(&mut state, machine);
                true
            }
            Action::Reconcile(epoch) => self.reconcile(&mut state, epoch),
        };
        (happens && state != *before).then_some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(WITHIN_BUDGET, |cloud: &Self, state| cloud.budget().covers(&cloud.used(state))),
            Property::sometimes("all of the budget can be spent", |cloud, state| cloud.used(state) == cloud.budget()),
            Property::sometimes("a lease outlives its epoch", |_, state: &State| {
                let epochs = 0..state.now.epoch();
                epochs.into_iter().any(|old| !state.machines[0].environment.left(epoch(old)).is_zero())
            }),
        ]
    }
}
