//! A month of Lambda in a second or two: the production protocol among everything that can go wrong.
//!
//! - `cargo test -p gateway-free-tier --test month` runs a quick set.
//! - `cargo xtask nightly months trouble` runs every setting with twenty seeds, and the settings
//!   with a store in trouble; it takes minutes.
//! - `UPDATE_GOLDEN=1 cargo test --release -p gateway-free-tier --test month table -- --ignored` writes the table of
//!   `docs/free-tier-protocol.md` and its plot, `docs/free-tier-month.svg`, anew.

mod counters;
mod lambda;
mod month;
mod plot;
mod pool;
mod random;
mod report;
mod setting;
mod table;

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use gateway_free_tier::protocol::Amount;

use crate::month::Month;
use crate::pool::Trouble;
use crate::setting::{Bound, Setting, Shape};

/// What a store always does: it has its provisioned capacity, now and then a message is lost, and three times a month it
/// is not there for ten minutes.
fn usual_trouble(setting: Setting) -> Trouble {
    Trouble { writes_per_second: if setting.environments < 100 { 5 } else { 25 }, lost: 100, outages: 3 }
}

/// Runs `work` for each of `items`, on every processor, in any order; returns the results in order.
fn on_all<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZeroUsize::get) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    let result = work(item);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Every figure is as good as it has to be.
fn check(setting: Setting, seed: u64) {
    let figures = Month::new(setting, Amount::ALWAYS_FREE, usual_trouble(setting), seed).run();
    let told = format!("seed {seed} of {setting:?}: {figures:?}");
    assert_eq!(figures.overshoot, 0, "{told}");
    let waste = if setting.bound == Bound::Requests { 5_000 } else { 25_000 };
    assert!(figures.waste <= waste, "{told}");
    let (writes, used) = match setting.environments {
        0..=10 => (60_000, 970_000),
        11..=100 => (200_000, 945_000),
        _ => (800_000, 850_000),
    };
    // Many environments that each serve one invocation, which may cost forty times what it does: a grant and a return for
    // each.
    let is_worst = setting.bound == Bound::GbSeconds && setting.shape == Shape::Burst && setting.environments > 10;
    assert!(figures.writes_per_million() <= if is_worst { 2_000_000 } else { writes }, "{told}");
    // There is always more demand than budget, so each month ends with a stop.
    assert!(figures.first_refusal.is_some_and(|first| first >= used), "{told}");
}

/// The budget holds, whatever the store does.
fn check_trouble(setting: Setting, scale: u64, trouble: Trouble, seed: u64) {
    let all = Amount::ALWAYS_FREE;
    let budget = Amount { requests: all.requests / scale, mb_ms: all.mb_ms / scale, ..all };
    let figures = Month::new(setting, budget, trouble, seed).run();
    assert_eq!(figures.overshoot, 0, "seed {seed} of {setting:?} with {trouble:?}: {figures:?}");
}

#[test]
fn no_month_is_overdrawn() {
    let settings: Vec<_> = Setting::all().flat_map(|setting| [1, 2].map(|seed| (setting, seed))).collect();
    on_all(&settings, |(setting, seed)| check_trouble(*setting, 10, usual_trouble(*setting), *seed));
}

/// Throttled to a write a second; losing five percent; away for ten minutes, 500 times a month.
const TROUBLES: [Trouble; 3] = [
    Trouble { writes_per_second: 1, lost: 100, outages: 3 },
    Trouble { writes_per_second: 25, lost: 5_000, outages: 3 },
    Trouble { writes_per_second: 25, lost: 100, outages: 500 },
];

#[test]
fn a_store_in_trouble_overdraws_no_month() {
    let all_at_once = Trouble { writes_per_second: 1, lost: 5_000, outages: 500 };
    let settings: Vec<_> = Setting::all().filter(|setting| setting.environments >= 10).collect();
    on_all(&settings, |setting| check_trouble(*setting, 10, all_at_once, 3));
}

#[test]
fn little_is_wasted_and_written() {
    let (requests, gb_seconds) = (Bound::Requests, Bound::GbSeconds);
    let settings = [(requests, Shape::Burst, 1_000), (requests, Shape::Flash, 10), (gb_seconds, Shape::Burst, 100)]
        .map(|(bound, shape, environments)| Setting { bound, shape, environments });
    on_all(&settings, |setting| check(*setting, 1));
}

#[test]
#[ignore = "320 whole months, minutes: `cargo xtask nightly months`"]
fn every_figure_with_twenty_seeds() {
    let settings: Vec<_> = Setting::all().flat_map(|setting| (1..=20).map(move |seed| (setting, seed))).collect();
    on_all(&settings, |(setting, seed)| check(*setting, *seed));
}

#[test]
#[ignore = "960 whole months, minutes: `cargo xtask nightly trouble`"]
fn a_store_in_trouble_overdraws_no_whole_month() {
    let settings: Vec<_> = Setting::all().flat_map(|setting| TROUBLES.map(|trouble| (setting, trouble))).collect();
    on_all(&settings, |(setting, trouble)| (1..=20).for_each(|seed| check_trouble(*setting, 1, *trouble, seed)));
}
