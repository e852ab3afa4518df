//! A month under the lease protocol.

use gateway_free_tier::protocol::{
    Admission, Amount, Ask, Concurrency, Denied, Environment, Epoch, KILL_TIME_MS, Outage, Purse, Refusal, Reservation,
    ServiceTime, Settings, State,
};

use crate::lambda::{Event, Lambda};
use crate::pool::{Pool, TIMEOUT_MS, Trouble, WRITE_MS};
use crate::random::Random;
use crate::report::Figures;
use crate::setting::{Arrivals, MONTH_MS, Setting};

/// 2026-04-01 00:00 UTC; April has thirty days.
const START: ServiceTime = ServiceTime(1_775_001_600_000);
/// A start takes so long, which is billed and in no measurement,
const INIT_MS: u64 = 120;
/// and an environment takes it for so long.
const TOLD_INIT_MS: u64 = 130;
/// Of a hundred thousand invocations, so many crash.
const CRASHES: u64 = 10;

/// What the controller costs each hour.
const CONTROLLER: Amount = Amount { requests: 1, mb_ms: 50 * 128, ..Amount::ZERO };

/// One execution environment.
struct Machine {
    environment: Environment<Purse>,
    running: Option<Running>,
    /// Milliseconds by which the service's clocks differ, and a second.
    skew: u64,
    starts: bool,
}

struct Running {
    epoch: Epoch,
    reservation: Reservation,
    billed: Amount,
    crashes: bool,
}

pub(crate) struct Month {
    setting: Setting,
    budget: Amount,
    settings: Settings,
    concurrency: Concurrency,
    random: Random,
    lambda: Lambda,
    pool: Pool,
    machines: Vec<Machine>,
    /// What AWS bills, by epoch.
    billed: Vec<(Epoch, Amount)>,
    total: Amount,
    figures: Figures,
}

impl Month {
    pub(crate) fn new(setting: Setting, budget: Amount, trouble: Trouble, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let arrivals = Arrivals::new(setting, setting.invocations(&budget), &mut random);
        let open = budget.minus(&budget.per_mille(1)).minus(&CONTROLLER.times(MONTH_MS / 3_600_000));
        let settings = Settings {
            concurrency: setting.environments,
            refusal: setting.cost(2),
            guard_ms: u32::try_from(setting.timeout_ms()).expect("it is short") + 5_000,
            largest_lease: Settings::largest_lease(&open),
            outage: Outage::Closed,
        };
        Self {
            setting,
            budget,
            settings,
            concurrency: Concurrency {
                most: setting.environments,
                kill_time_ms: KILL_TIME_MS,
                worst: setting.cost(setting.timeout_ms()),
            },
            lambda: Lambda::new(arrivals, setting.environments),
            pool: Pool::new(START.epoch().month(), &open, trouble, &mut random),
            random,
            machines: Vec::new(),
            billed: Vec::new(),
            total: Amount::ZERO,
            figures: Figures::default(),
        }
    }

    pub(crate) fn run(mut self) -> Figures {
        while let Some((at, event)) = self.lambda.next(&mut self.random) {
            match event {
                Event::Start(machine) => self.start(at, machine),
                Event::End(machine) => self.end(at, machine),
                Event::Recycle(machine) => self.recycle(at, machine),
                Event::Hour => self.hour(at),
            }
        }
        self.figures.writes = self.pool.writes;
        self.figures.finish(self.setting, &self.budget, &self.total);
        self.figures
    }

    fn machine(&mut self, pocket: Purse) -> Machine {
        Machine {
            environment: Environment::new(self.settings, pocket),
            running: None,
            skew: self.random.below(2_000),
            starts: true,
        }
    }

    fn bill(&mut self, epoch: Epoch, amount: &Amount) {
        self.total = self.total.plus(amount);
        match self.billed.iter_mut().rev().find(|(of, _)| *of == epoch) {
            Some((_, billed)) => *billed = billed.plus(amount),
            None => self.billed.push((epoch, *amount)),
        }
    }

    /// An invocation: init, as many writes as it takes, work or a refusal.
    fn start(&mut self, at: u64, index: usize) {
        while self.machines.len() <= index {
            let machine = self.machine(Purse::default());
            self.machines.push(machine);
        }
        let began = START.plus_ms(at);
        let machine = &mut self.machines[index];
        let now = ServiceTime(began.0 + machine.skew - 1_000);
        let mut busy_ms = 0;
        if std::mem::take(&mut machine.starts) {
            machine.environment.starts(now, &self.setting.start(TOLD_INIT_MS));
            self.total = self.total.plus(&self.setting.start(INIT_MS));
        }
        let worst = self.setting.cost(self.setting.timeout_ms());
        let refused = loop {
            let request = match self.machines[index].environment.admit(now, &worst) {
                Admission::Admitted(reservation) => {
                    let ms = self.random.with_tail(self.setting.mean_ms()).max(1);
                    let crashes = self.random.happens(CRASHES);
                    let billed = self.setting.cost((busy_ms + ms).min(self.setting.timeout_ms()));
                    self.figures.admitted += 1;
                    self.machines[index].running = Some(Running { epoch: began.epoch(), reservation, billed, crashes });
                    self.refill(at, index, now, &worst);
                    break None;
                }
                Admission::Refused(why) => break Some(why),
                Admission::Ask(request) => request,
            };
            let answer = self.pool.grant(at, request.epoch, &request.ask, &mut self.random);
            busy_ms += if answer == Err(Denied::Unreachable) { TIMEOUT_MS } else { WRITE_MS };
            self.answered(at, index, now, &request, answer);
        };
        let billed = match &self.machines[index].running {
            Some(running) => running.billed,
            None => self.setting.cost(busy_ms + 2),
        };
        if refused.is_some() {
            self.bill(began.epoch(), &billed);
        }
        if matches!(refused, Some(Refusal::Exhausted { .. })) {
            self.figures.refuse(self.setting, &self.budget, &self.total);
            self.stop(at);
        }
        if refused.is_some() && self.machines[index].environment.is_cut_off(now) && self.lambda.ordered() > 0 {
            self.lambda.order(at, 0);
        }
        self.lambda.runs_until(index, at + billed.mb_ms / self.setting.memory_mb());
    }

    fn refill(&mut self, at: u64, index: usize, now: ServiceTime, worst: &Amount) {
        if let Some(request) = self.machines[index].environment.refill(now, worst) {
            let answer = self.pool.grant(at, request.epoch, &request.ask, &mut self.random);
            self.answered(at, index, now, &request, answer);
        }
    }

    fn answered(
        &mut self,
        at: u64,
        index: usize,
        now: ServiceTime,
        request: &gateway_free_tier::protocol::Request,
        answer: Result<gateway_free_tier::protocol::Grant, Denied>,
    ) {
        let environment = &mut self.machines[index].environment;
        match answer {
            Ok(grant) => {
                environment.granted(now, request, &grant);
                if let Some(to) = self.concurrency.descend(&grant.avail, grant.state) {
                    self.change(at, grant.state, to);
                }
            }
            Err(denied) => environment.denied(now, request, denied),
        }
    }

    /// Of all that want to slow down, one does, and orders it; and whoever cannot know whether it was the one.
    fn change(&mut self, at: u64, from: State, to: State) {
        if self.pool.set_state(at, from, to, &mut self.random) != Ok(false) {
            if to == State::Stopped {
                self.figures.refuse(self.setting, &self.budget, &self.total);
            }
            self.lambda.order(at, self.concurrency.in_force(to).min(self.lambda.ordered()));
        }
    }

    fn stop(&mut self, at: u64) {
        let state = self.pool.record.state();
        if state != State::Stopped {
            self.change(at, state, State::Stopped);
        }
    }

    fn end(&mut self, at: u64, index: usize) {
        let Some(Running { epoch, reservation, billed, crashes }) = self.machines[index].running.take() else {
            self.lambda.is_free(at, index);
            return;
        };
        if crashes {
            // The process is gone, and in half of all cases the sandbox; it settled for the worst when it began.
            self.bill(epoch, &billed);
            let fresh = self.machine(Purse::default());
            let was = std::mem::replace(&mut self.machines[index], fresh);
            if self.random.below(2) == 0 {
                self.lambda.is_gone(index);
            } else {
                self.machines[index] = self.machine(was.environment.into_pocket());
                self.lambda.is_free(at, index);
            }
            return;
        }
        let mut billed = billed;
        if let Some(back) = self.machines[index].environment.settle(reservation, &billed) {
            self.pool.give_back(at, &back, &mut self.random);
            // The write is billed and in no lease: only the measurement knows of it.
            billed = billed.plus(&self.setting.start(WRITE_MS));
        }
        self.bill(epoch, &billed);
        self.lambda.is_free(at, index);
    }

    /// Mostly an environment is told that it ends.
    fn recycle(&mut self, at: u64, index: usize) {
        if self.random.below(10) < 7 {
            let now = START.plus_ms(at);
            let returns: Vec<_> = self.machines[index].environment.close(now).collect();
            for back in &returns {
                self.pool.give_back(at, back, &mut self.random);
                let billed = self.setting.start(WRITE_MS);
                self.bill(now.epoch(), &billed);
            }
            if let Some(request) = self.machines[index].environment.owed(now) {
                let _ = self.pool.grant(at, request.epoch, &request.ask, &mut self.random);
                let billed = self.setting.start(WRITE_MS);
                self.bill(now.epoch(), &billed);
            }
        }
        self.machines[index] = self.machine(Purse::default());
    }

    /// The controller: another function, for which a part of the budget is set aside. What it cannot ask or tell the store, it leaves as it
    /// is until the next hour.
    fn hour(&mut self, at: u64) {
        self.total = self.total.plus(&CONTROLLER);
        let _ = self.settle_epochs(at).and_then(|()| self.let_in(at));
        let now = START.plus_ms(at);
        let closed = self.pool.record.closed();
        self.billed.retain(|(epoch, _)| now < epoch.settles_at() || closed.is_none_or(|closed| *epoch > closed));
    }

    fn settle_epochs(&mut self, at: u64) -> Result<(), Denied> {
        let now = START.plus_ms(at);
        let granted = self.pool.record.granted().iter().map(|(epoch, _)| (*epoch, Amount::ZERO));
        let mut due: Vec<_> = self.billed.iter().copied().chain(granted).collect();
        due.retain(|(epoch, _)| now >= epoch.settles_at());
        // What was billed stands first, so an epoch without any is closed with nothing.
        due.sort_by_key(|(epoch, _)| *epoch);
        for (epoch, billed) in due {
            if self.pool.record.closed().is_none_or(|closed| epoch > closed) {
                // Requests are counted exactly; MB-ms are known from above.
                let measured = Amount { mb_ms: billed.mb_ms + billed.mb_ms / 100, ..billed };
                self.pool.reconcile(at, epoch, &measured, &mut self.random)?;
            }
        }
        Ok(())
    }

    fn let_in(&mut self, at: u64) -> Result<(), Denied> {
        let (avail, state) = self.pool.read(at, &mut self.random)?;
        let ordered = self.lambda.ordered();
        if state != State::Stopped
            && let Some(to) = self.concurrency.descend(&avail, self.concurrency.state_of(ordered))
        {
            self.change(at, state, to);
            return Ok(());
        }
        let untold = self.concurrency.untold(state, ordered, &avail, &self.settings.refusal);
        let mut avail = avail;
        if !untold.is_zero() {
            let ask = Ask { debt: untold, ..Ask::default() };
            avail = self.pool.grant(at, START.plus_ms(at).epoch(), &ask, &mut self.random)?.avail;
        }
        if let Some(to) = self.concurrency.ascend(state, ordered, &avail, &self.budget)
            && (to == state || self.pool.set_state(at, state, to, &mut self.random)?)
        {
            self.lambda.order(at, self.concurrency.in_force(to));
        }
        Ok(())
    }
}
