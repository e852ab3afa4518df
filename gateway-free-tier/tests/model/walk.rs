//! What may happen next, and what has to hold.

use gateway_free_tier::protocol::{Amount, Purse, Record, State as Pool};
use stateright::{Model, Property};

use crate::cloud::{Cloud, Doing, Fence, Instant, Invocation, Machine, Net, State};

pub(crate) const WITHIN_BUDGET: &str = "what is billed is within the budget";
pub(crate) const CHARGED: &str = "what was counted in a settled epoch is out of the pool";

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
    /// The invocation is over. It cost half of its worst case, or all of it, and is billed to a month.
    End {
        machine: usize,
        all: bool,
        month: usize,
    },
    Crash {
        machine: usize,
        month: usize,
    },
    Close(usize),
    Reconcile(usize),
    Order {
        month: usize,
        to: Pool,
    },
}

impl Model for Cloud {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let nothing = vec![Amount::ZERO; self.epochs.into()];
        let machine = Machine {
            environment: self.environment(Purse::default()),
            doing: Doing::Nothing,
            clock: Instant::default(),
            leased: Instant::default(),
            untold: nothing.clone(),
        };
        vec![State {
            now: Instant::default(),
            records: vec![Record::open(&self.open()); self.months()],
            machines: [machine.clone(), machine],
            billed: vec![Amount::ZERO; self.months()],
            refused: vec![0; self.epochs.into()],
            counted: nothing.clone(),
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
                Doing::Running(invocation, _) => {
                    let costs = if self.settles { &[false, true][..] } else { &[true] };
                    let ends = |month| costs.iter().map(move |all| Action::End { machine, all: *all, month });
                    actions.extend(self.billed_to(invocation.started).flat_map(ends));
                }
            }
            let started = match doing {
                Doing::Running(invocation, _) => invocation.started,
                Doing::Nothing | Doing::Waiting(..) => state.now,
            };
            // Without an invocation there is nothing to bill.
            let months = if matches!(doing, Doing::Running(..)) { self.months() } else { 1 };
            actions.extend(self.billed_to(started).take(months).map(|month| Action::Crash { machine, month }));
        }
        actions.extend((0..self.epochs.into()).map(Action::Reconcile));
        if self.orders {
            let states = [Pool::Open, Pool::Stopped];
            actions.extend((0..self.months()).flat_map(|month| states.map(|to| Action::Order { month, to })));
        }
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
            Action::End { machine, all, month } => self.end(&mut state, machine, all, month),
            Action::Crash { machine, month } => {
                self.crash(&mut state, machine, month);
                true
            }
            Action::Close(machine) => {
                self.close(&mut state, machine);
                true
            }
            Action::Reconcile(epoch) => self.reconcile(&mut state, epoch),
            Action::Order { month, to } => {
                let from = state.records[month].state();
                state.records[month].set_state(from, to)
            }
        };
        (happens && state != *before).then_some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let mut properties = vec![
            Property::always(WITHIN_BUDGET, |cloud: &Self, state| {
                (0..cloud.months()).all(|month| cloud.budget().covers(&cloud.used(state, month)))
            }),
            Property::always(CHARGED, |cloud: &Self, state| {
                (0..cloud.months()).all(|month| cloud.is_charged(state, month))
            }),
            Property::sometimes("all of the budget can be spent", |cloud, state| {
                (0..cloud.months()).all(|month| cloud.used(state, month).covers(&cloud.open()))
            }),
        ];
        // What is asked for first is more than one.
        if self.limit > 1 {
            properties.push(Property::sometimes("a lease outlives its epoch", |cloud, state: &State| {
                let epochs = 0..state.now.epoch();
                epochs.into_iter().any(|old| !state.machines[0].environment.left(cloud.epoch(old)).is_zero())
            }));
        }
        if self.refusals > 0 {
            properties.push(Property::sometimes("a debt is told", |_, state: &State| {
                let granted: u64 = state.records[0].granted().iter().map(|(_, granted)| granted.requests).sum();
                let leased: u64 = state.counted.iter().map(|counted| counted.requests).sum();
                let avail = state.records[0].avail();
                avail.requests < 0 || (granted >= leased && state.refused.iter().any(|refused| *refused > 0))
            }));
        }
        properties
    }
}
