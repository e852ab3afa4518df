//! What the cache promises, against a clock that the test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use super::Cache;

mod bounds;
mod flight;
mod flight_blocking;
mod lifetime;
mod model;
mod spaces;

const SECOND: Duration = Duration::from_secs(1);

/// A clock that stands still until it is told to move.
#[derive(Clone)]
struct Hand(Arc<AtomicU64>);

impl Hand {
    fn advance(&self, by: Duration) {
        let millis = u64::try_from(by.as_millis()).unwrap();
        self.0.fetch_add(millis, Ordering::Relaxed);
    }
}

/// A cache of a million bytes, and the hand of its clock.
fn cache() -> (Cache, Hand) {
    let hand = Hand(Arc::new(AtomicU64::new(1_700_000_000_000)));
    let clock = hand.clone();
    let cache = Cache::with_budget(1_000_000)
        .with_clock(move || UNIX_EPOCH + Duration::from_millis(clock.0.load(Ordering::Relaxed)));
    (cache, hand)
}
