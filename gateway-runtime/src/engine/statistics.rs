//! Calls, errors and a bounded latency histogram of one operation.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use serde::Serialize;

/// Two steps for each doubling, from [`SMALLEST`] up: a quantile is right to a factor of 1.5.
const BUCKETS: usize = 64;
/// In nanoseconds, as a power of two: what is quicker falls into the first bucket.
const SMALLEST: u32 = 8;

/// What an operation did since the process began. Counters only grow and wrap around at their size.
///
/// The counters are allocated by the first call: most operations of a program are not called by most processes.
#[derive(Debug)]
pub struct Statistics(OnceLock<Box<Counters>>);

#[derive(Debug)]
struct Counters {
    errors: AtomicU32,
    nanoseconds: AtomicU64,
    buckets: [AtomicU32; BUCKETS],
}

impl Statistics {
    #[doc(hidden)]
    #[expect(
        clippy::declare_interior_mutable_const,
        reason = "each operation has a static of its own, which starts as this"
    )]
    pub const NEW: Self = Self(OnceLock::new());

    #[inline]
    pub(super) fn record(&self, latency: Duration, failed: bool) {
        let counters = self.0.get_or_init(Counters::new);
        let nanoseconds = u64::try_from(latency.as_nanos()).unwrap_or(u64::MAX);
        counters.buckets[bucket(nanoseconds)].fetch_add(1, Relaxed);
        counters.nanoseconds.fetch_add(nanoseconds, Relaxed);
        if failed {
            counters.errors.fetch_add(1, Relaxed);
        }
    }

    /// How often it was called.
    pub fn calls(&self) -> u64 {
        let counters = self.0.get();
        counters.map_or(0, |counters| counters.buckets.iter().map(|bucket| u64::from(bucket.load(Relaxed))).sum())
    }

    /// How many of the calls returned an error, panicked, or were dropped before their end.
    pub fn errors(&self) -> u64 {
        self.0.get().map_or(0, |counters| u64::from(counters.errors.load(Relaxed)))
    }

    /// Mean and quantiles of the latency; `None` before the first call.
    pub fn latency(&self) -> Option<Latency> {
        let counters = self.0.get()?;
        let counts: [u64; BUCKETS] = std::array::from_fn(|index| u64::from(counters.buckets[index].load(Relaxed)));
        let calls: u64 = counts.iter().sum();
        let quantile = |per_cent: u64| {
            let rank = (calls * per_cent).div_ceil(100).max(1);
            let mut seen = 0;
            let index = counts.iter().position(|count| {
                seen += count;
                seen >= rank
            });
            Duration::from_nanos(upper_bound(index.unwrap_or(BUCKETS - 1)))
        };
        let mean = Duration::from_nanos(counters.nanoseconds.load(Relaxed).checked_div(calls)?);
        Some(Latency { mean, p50: quantile(50), p95: quantile(95), p99: quantile(99) })
    }
}

impl Counters {
    #[cold]
    fn new() -> Box<Self> {
        let buckets = [const { AtomicU32::new(0) }; BUCKETS];
        Box::new(Self { errors: AtomicU32::new(0), nanoseconds: AtomicU64::new(0), buckets })
    }
}

/// Mean and quantiles of a latency; a quantile is the upper bound of its bucket: at most 1.5 times the true one, and 384 ns
/// for all that is quicker than 256 ns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Latency {
    /// The mean, exact.
    pub mean: Duration,
    /// Half of the calls were not slower.
    pub p50: Duration,
    /// 95 % of the calls were not slower.
    pub p95: Duration,
    /// 99 % of the calls were not slower.
    pub p99: Duration,
}

#[inline]
fn bucket(nanoseconds: u64) -> usize {
    let value = nanoseconds.max(1 << SMALLEST);
    let octave = value.ilog2();
    let half = (value >> (octave - 1)) & 1;
    let index = (octave - SMALLEST) as usize * 2 + half as usize;
    index.min(BUCKETS - 1)
}

/// The first value that is too large for the bucket.
fn upper_bound(index: usize) -> u64 {
    let base = 1_u64 << (index / 2) << SMALLEST;
    if index.is_multiple_of(2) { base / 2 * 3 } else { base * 2 }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::{BUCKETS, Statistics, bucket, upper_bound};

    #[test]
    fn counts_and_quantiles() {
        let statistics = Statistics::NEW;
        assert_eq!(statistics.latency(), None);
        for millisecond in 1..=100 {
            statistics.record(Duration::from_millis(millisecond), millisecond > 97);
        }
        assert_eq!((statistics.calls(), statistics.errors()), (100, 3));
        let latency = statistics.latency().unwrap();
        assert_eq!(latency.mean, Duration::from_micros(50_500));
        for (quantile, exact) in [(latency.p50, 50), (latency.p95, 95), (latency.p99, 99)] {
            let exact = Duration::from_millis(exact);
            assert!(quantile >= exact && quantile <= exact * 3 / 2, "{quantile:?} for {exact:?}");
        }
    }

    proptest! {
        #[test]
        fn a_value_is_below_the_bound_of_its_bucket_and_above_the_one_before(value in 256_u64..1 << 39) {
            let index = bucket(value);
            prop_assert!(value < upper_bound(index) || index == BUCKETS - 1);
            prop_assert!(index == 0 || value >= upper_bound(index - 1));
        }
    }
}
