//! A small world around the protocol: one month's record, and environments that lose replies, die and wait.

use std::collections::BTreeMap;

use gateway_free_tier::protocol::{
    Admission, Amount, Denied, Environment, Epoch, Outage, Purse, Record, Reservation, ServiceTime, Settings,
};

/// What AWS would know.
#[derive(Default)]
pub(crate) struct Meter {
    /// What was billed for what was admitted, by the epoch it was charged to.
    pub(crate) spent: BTreeMap<Epoch, Amount>,
    pub(crate) refused: BTreeMap<Epoch, Amount>,
}

/// The invocation that runs, and the epoch in which it started.
type Running = Option<(Epoch, Reservation)>;

pub(crate) struct World {
    pub(crate) now: ServiceTime,
    pub(crate) budget: Amount,
    pub(crate) record: Record,
    pub(crate) environments: Vec<(Environment<Purse>, Running)>,
    pub(crate) meter: Meter,
    /// What was measured of the epochs that are reconciled.
    pub(crate) measured: Amount,
    pub(crate) settings: Settings,
    pub(crate) worst: Amount,
}

/// How a write fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Net {
    Fine,
    RequestLost,
    ReplyLost,
    Throttled,
}

impl World {
    pub(crate) fn new(start: ServiceTime, budget: Amount, worst: Amount, environments: usize, outage: Outage) -> Self {
        let settings = Settings {
            concurrency: u32::try_from(environments).expect("a few"),
            refusal: Amount { requests: 1, mb_ms: 128, ..Amount::ZERO },
            guard_ms: 0,
            largest_lease: 256,
            outage,
        };
        Self {
            now: start,
            budget,
            record: Record::open(&budget),
            environments: (0..environments).map(|_| (Environment::new(settings, Purse::default()), None)).collect(),
            meter: Meter::default(),
            measured: Amount::ZERO,
            settings,
            worst,
        }
    }

    /// An invocation arrives. Returns whether it was admitted.
    pub(crate) fn invoke(&mut self, index: usize, net: Net) -> bool {
        let (now, worst, epoch) = (self.now, self.worst, self.now.epoch());
        if self.environments[index].1.is_some() {
            return false;
        }
        for _ in 0..8 {
            match self.environments[index].0.admit(now, &worst) {
                Admission::Admitted(reservation) => {
                    self.environments[index].1 = Some((epoch, reservation));
                    return true;
                }
                Admission::Refused(_) => {
                    let refused = self.meter.refused.entry(epoch).or_default();
                    *refused = refused.plus(&self.settings.refusal);
                    return false;
                }
                Admission::Ask(request) => {
                    let answer = match net {
                        Net::Fine => self.record.grant(request.epoch, &request.ask),
                        Net::Throttled => Err(Denied::Throttled),
                        Net::RequestLost => Err(Denied::Unreachable),
                        Net::ReplyLost => self.record.grant(request.epoch, &request.ask).and(Err(Denied::Unreachable)),
                    };
                    let environment = &mut self.environments[index].0;
                    match answer {
                        Ok(grant) => environment.granted(now, &request, &grant),
                        Err(denied) => environment.denied(now, &request, denied),
                    }
                }
            }
        }
        panic!("an environment asks for ever");
    }

    /// The invocation ends, and is billed for some thousandths of its worst case.
    pub(crate) fn settle(&mut self, index: usize, per_mille: u16) {
        let Some((epoch, reservation)) = self.environments[index].1.take() else { return };
        let billed = Amount { requests: 1, ..self.worst.per_mille(per_mille) };
        self.bill(epoch, &billed);
        if let Some(back) = self.environments[index].0.settle(reservation, &billed) {
            self.record.give_back(back.epoch, &back.amount);
        }
    }

    /// The environment vanishes, with its lease; an invocation that ran is billed in full.
    pub(crate) fn crash(&mut self, index: usize) {
        let fresh = Environment::new(self.settings, Purse::default());
        let (_, running) = std::mem::replace(&mut self.environments[index], (fresh, None));
        if let Some((epoch, _)) = running {
            self.bill(epoch, &self.worst.clone());
        }
    }

    /// The environment ends in an orderly way, unless it is busy.
    pub(crate) fn close(&mut self, index: usize) {
        let (environment, running) = &mut self.environments[index];
        if running.is_none() {
            for back in environment.close(self.now) {
                self.record.give_back(back.epoch, &back.amount);
            }
        }
    }

    /// No invocation outlives its timeout, which is far less than the time until an epoch is settled.
    pub(crate) fn advance(&mut self, ms: u64) {
        for index in 0..self.environments.len() {
            self.settle(index, 1_000);
        }
        self.now = self.now.plus_ms(ms);
    }

    /// Reconciles what is due.
    pub(crate) fn reconcile(&mut self) {
        let due = |epoch: &&Epoch| self.now >= epoch.settles_at();
        let epochs: Vec<Epoch> =
            self.meter.spent.keys().chain(self.meter.refused.keys()).filter(due).copied().collect();
        for epoch in epochs {
            let of = |map: &BTreeMap<Epoch, Amount>| map.get(&epoch).copied().unwrap_or_default();
            let measured = of(&self.meter.spent).plus(&of(&self.meter.refused));
            if self.record.reconcile(epoch, &measured) {
                self.measured = self.measured.plus(&measured);
            }
        }
    }

    fn bill(&mut self, epoch: Epoch, billed: &Amount) {
        let spent = self.meter.spent.entry(epoch).or_default();
        *spent = spent.plus(billed);
    }

    /// What was admitted and billed, and what may still be billed for what runs.
    pub(crate) fn admitted(&self) -> Amount {
        let running = self.environments.iter().filter(|(_, running)| running.is_some()).count();
        let spent = self.meter.spent.values().fold(Amount::ZERO, |sum, spent| sum.plus(spent));
        spent.plus(&self.worst.times(running as u64))
    }
}
