//! Lambda, as far as a budget feels it: environments that start, wait, end and crash, and a limit to how many.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::random::Random;
use crate::setting::{Arrivals, MONTH_MS};

/// An environment that was idle for so long is ended.
const IDLE_MS: u64 = 8 * 60_000;
/// From an order to its effect.
pub(crate) const KILL_MS: u64 = 5_000;

/// What happens next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Event {
    /// A request comes, and a free environment takes it.
    Start(usize),
    /// An environment has done its work.
    End(usize),
    /// An environment was idle for too long.
    Recycle(usize),
    /// The controller looks.
    Hour,
}

pub(crate) struct Lambda {
    events: BinaryHeap<Reverse<(u64, Event)>>,
    arrivals: Arrivals,
    arrival: Option<u64>,
    /// Those that wait for work, and since when; the last to come is the first to go.
    idle: VecDeque<(u64, usize)>,
    unused: Vec<usize>,
    environments: usize,
    busy: u32,
    concurrency: u32,
    /// Orders and when they have their effect.
    ordered: VecDeque<(u64, u32)>,
    hour: u64,
}

impl Lambda {
    pub(crate) fn new(arrivals: Arrivals, concurrency: u32) -> Self {
        Self {
            events: BinaryHeap::new(),
            arrivals,
            arrival: Some(0),
            idle: VecDeque::new(),
            unused: Vec::new(),
            environments: 0,
            busy: 0,
            concurrency,
            ordered: VecDeque::new(),
            hour: 3_600_000,
        }
    }

    /// Reserved concurrency is set; the latest order is the one that stays.
    pub(crate) fn order(&mut self, at: u64, concurrency: u32) {
        self.ordered.push_back((at + KILL_MS, concurrency));
    }

    /// What is in force, or ordered.
    pub(crate) fn ordered(&self) -> u32 {
        self.ordered.back().map_or(self.concurrency, |(_, concurrency)| *concurrency)
    }

    pub(crate) fn runs_until(&mut self, environment: usize, end: u64) {
        self.events.push(Reverse((end, Event::End(environment))));
    }

    /// The environment is free.
    pub(crate) fn is_free(&mut self, at: u64, environment: usize) {
        self.busy -= 1;
        self.idle.push_back((at, environment));
    }

    /// The environment is gone.
    pub(crate) fn is_gone(&mut self, environment: usize) {
        self.busy -= 1;
        self.unused.push(environment);
    }

    pub(crate) fn next(&mut self, random: &mut Random) -> Option<(u64, Event)> {
        loop {
            let event = self.events.peek().map_or(u64::MAX, |Reverse((at, _))| *at);
            let arrival = self.arrival.unwrap_or(u64::MAX);
            let idle = self.idle.front().map_or(u64::MAX, |(since, _)| since + IDLE_MS);
            let at = event.min(arrival).min(idle).min(self.hour);
            if at >= MONTH_MS && event == u64::MAX {
                return None;
            }
            while let Some((_, concurrency)) = self.ordered.pop_front_if(|(effect, _)| *effect <= at) {
                self.concurrency = concurrency;
            }
            if at == event {
                return self.events.pop().map(|Reverse(event)| event);
            }
            if at == self.hour {
                self.hour = if at + 3_600_000 < MONTH_MS { at + 3_600_000 } else { u64::MAX };
                return Some((at, Event::Hour));
            }
            if at == idle {
                let (_, environment) = self.idle.pop_front()?;
                self.unused.push(environment);
                return Some((at, Event::Recycle(environment)));
            }
            let environment = self.take();
            if environment.is_some() {
                self.arrivals.served();
            }
            if self.concurrency == 0 {
                let opens = self.ordered.front().map_or(self.hour, |(effect, _)| *effect);
                self.arrivals.skip_to(opens.min(MONTH_MS));
            }
            self.arrival = self.arrivals.next(self.concurrency, random);
            if let Some(environment) = environment {
                return Some((at, Event::Start(environment)));
            }
        }
    }

    /// An environment for a request, unless it is throttled, which costs nothing.
    fn take(&mut self) -> Option<usize> {
        if self.busy >= self.concurrency {
            return None;
        }
        self.busy += 1;
        let warm = self.idle.pop_back().map(|(_, environment)| environment);
        warm.or_else(|| self.unused.pop()).or_else(|| {
            self.environments += 1;
            Some(self.environments - 1)
        })
    }
}
