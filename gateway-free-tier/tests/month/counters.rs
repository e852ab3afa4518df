//! The same month under counters, which the leases are compared with.

use gateway_free_tier::protocol::{Amount, Epoch};

use crate::lambda::{Event, Lambda};
use crate::pool::{Pool, Trouble, WRITE_MS};
use crate::random::Random;
use crate::report::Figures;
use crate::setting::{Arrivals, Setting};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counter {
    /// Each process counts what it served itself.
    PerProcess,
    /// Each invocation adds to one counter in the store, and says with it what the one before had cost. Who gets no
    /// answer goes on; the first who hears that nothing is left stops the functions.
    Shared,
}

pub(crate) fn run(counter: Counter, setting: Setting, budget: Amount, trouble: Trouble, seed: u64) -> Figures {
    let mut random = Random::new(seed);
    let arrivals = Arrivals::new(setting, setting.invocations(&budget), &mut random);
    let mut lambda = Lambda::new(arrivals, setting.environments);
    let month = Epoch(0).month();
    let mut pool = Pool::new(month, &budget.minus(&budget.per_mille(1)), trouble, &mut random);
    let mut figures = Figures::default();
    let (mut total, mut own_counts) = (Amount::ZERO, Vec::new());
    while let Some((at, event)) = lambda.next(&mut random) {
        match event {
            Event::Start(index) => {
                own_counts.resize(own_counts.len().max(index + 1), Amount::ZERO);
                let own = &mut own_counts[index];
                let exhausted = match counter {
                    Counter::PerProcess => own.plus(&setting.cost(setting.mean_ms())).checked_sub(&budget).is_some(),
                    Counter::Shared => {
                        let told = Amount { requests: 1, ..std::mem::take(own) };
                        let left = pool.count(at, &told, &mut random);
                        left.is_some_and(|left| left.requests < 0 || left.mb_ms < 0)
                    }
                };
                let ms = if exhausted { 2 } else { random.with_tail(setting.mean_ms()).max(1) };
                let write_ms = if counter == Counter::Shared { WRITE_MS } else { 0 };
                let billed = setting.cost((ms + write_ms).min(setting.timeout_ms()));
                *own = own.plus(&billed);
                total = total.plus(&billed);
                if exhausted && counter == Counter::Shared && lambda.ordered() > 0 {
                    lambda.order(at, 0);
                }
                figures.admitted += u64::from(!exhausted);
                lambda.runs_until(index, at + ms + write_ms);
            }
            Event::End(index) => lambda.is_free(at, index),
            Event::Recycle(index) => own_counts[index] = Amount::ZERO,
            Event::Hour => {}
        }
    }
    figures.writes = pool.writes;
    figures.finish(setting, &budget, &total);
    figures
}
