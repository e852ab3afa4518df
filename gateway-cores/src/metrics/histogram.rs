//! A distribution in bounded room: at most a hundred buckets, as many as `CloudWatch` takes values of a metric at once.

use serde::{Deserialize, Serialize};

/// The most buckets. ([Embedded Metric Format], target members)
///
/// [Embedded Metric Format]: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
pub(super) const MOST_BUCKETS: usize = 100;

/// Bits of a fraction that tell buckets apart: 32 buckets from one power of two to the next, each 3 % wide.
const FRACTION_BITS: u32 = 5;

/// Values that were recorded, by buckets of about equal relative width.
///
/// A bucket knows the sum of its values, so their mean stands for them: the sum over all buckets is exact, and so is every
/// value that was recorded alone in its bucket, as a counter's `1` is. When a hundred buckets are not enough, every two
/// neighbours become one, so twice as wide.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Histogram {
    /// How often buckets were joined.
    level: u32,
    /// By key, ascending.
    buckets: Vec<Bucket>,
    count: u64,
    sum: f64,
    min: f64,
    max: f64,
}

/// Values that are close to one another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Bucket {
    key: i32,
    pub(super) count: u64,
    sum: f64,
}

impl Bucket {
    /// The value that stands for all of the bucket.
    #[expect(clippy::cast_precision_loss, reason = "a count of 2^53 is not reached by adding ones")]
    pub(super) fn mean(self) -> f64 {
        self.sum / self.count as f64
    }
}

impl Histogram {
    /// Adds a finite value `count` times.
    #[inline]
    pub(super) fn record(&mut self, value: f64, count: u64) {
        // A negative zero becomes a positive one.
        let value = value + 0.0;
        #[expect(clippy::cast_precision_loss, reason = "a count of 2^53 is not reached by adding ones")]
        let sum = value * count as f64;
        if value < self.min || self.count == 0 {
            self.min = value;
        }
        if value > self.max || self.count == 0 {
            self.max = value;
        }
        self.count += count;
        self.sum += sum;
        let key = key(value) >> self.level;
        match self.buckets.last_mut() {
            // A counter has one bucket.
            Some(last) if last.key == key => {
                last.count += count;
                last.sum += sum;
            }
            _ => self.add(Bucket { key, count, sum }),
        }
    }

    fn add(&mut self, bucket: Bucket) {
        match self.buckets.binary_search_by_key(&bucket.key, |it| it.key) {
            Ok(at) => {
                self.buckets[at].count += bucket.count;
                self.buckets[at].sum += bucket.sum;
            }
            Err(at) => {
                self.buckets.insert(at, bucket);
                while self.buckets.len() > MOST_BUCKETS {
                    self.coarsen();
                }
            }
        }
    }

    /// Makes one bucket of every two neighbours.
    fn coarsen(&mut self) {
        self.level += 1;
        self.buckets.iter_mut().for_each(|bucket| bucket.key >>= 1);
        self.buckets.dedup_by(|later, kept| {
            let joins = later.key == kept.key;
            if joins {
                kept.count += later.count;
                kept.sum += later.sum;
            }
            joins
        });
    }

    /// Adds all that `other` holds.
    pub(super) fn merge(&mut self, other: &Self) {
        if other.is_empty() {
            return;
        }
        if self.is_empty() {
            self.clone_from(other);
            return;
        }
        (self.min, self.max) = (self.min.min(other.min), self.max.max(other.max));
        self.count += other.count;
        self.sum += other.sum;
        while self.level < other.level {
            self.coarsen();
        }
        for bucket in &other.buckets {
            // Adding can coarsen.
            let key = bucket.key >> (self.level - other.level);
            self.add(Bucket { key, ..*bucket });
        }
    }

    /// Forgets everything, and keeps the room.
    pub(super) fn clear(&mut self) {
        let buckets = std::mem::take(&mut self.buckets);
        *self = Self { buckets, ..Self::default() };
        self.buckets.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }

    pub(super) fn sum(&self) -> f64 {
        self.sum
    }

    /// The least value; 0 without any.
    pub(super) fn min(&self) -> f64 {
        self.min
    }

    /// The greatest value; 0 without any.
    pub(super) fn max(&self) -> f64 {
        self.max
    }

    /// By value, ascending.
    pub(super) fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    /// The value that the share `quantile` of all values does not exceed, by nearest rank; 0 without any.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is from 0 to the count"
    )]
    pub(super) fn quantile(&self, quantile: f64) -> f64 {
        let rank = ((quantile * self.count as f64).ceil() as u64).max(1);
        let mut passed = 0;
        for bucket in &self.buckets {
            passed += bucket.count;
            if passed >= rank {
                return bucket.mean().clamp(self.min, self.max);
            }
        }
        self.max
    }

    /// Whether this could have come of recording: for what was read from outside.
    pub(super) fn is_sound(&self) -> bool {
        let numbers = [self.sum, self.min, self.max];
        self.level < 32
            && self.buckets.len() <= MOST_BUCKETS
            && self.buckets.is_sorted_by(|a, b| a.key < b.key)
            && self.buckets.iter().all(|bucket| bucket.count > 0 && bucket.sum.is_finite())
            && self.buckets.iter().try_fold(0, |sum: u64, it| sum.checked_add(it.count)) == Some(self.count)
            && numbers.iter().all(|number| number.is_finite())
            && self.min <= self.max
    }
}

/// The bucket of a value, at level 0: its sign, its exponent and the first bits of its fraction, as a number in the order
/// of the values.
#[inline]
fn key(value: f64) -> i32 {
    let bits = value.to_bits().cast_signed();
    // The magnitude of a negative number grows downwards. (`f64::total_cmp` compares by this.)
    let ordered = bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed();
    i32::try_from(ordered >> (f64::MANTISSA_DIGITS - 1 - FRACTION_BITS)).expect("17 bits are left")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(values: &[f64]) -> Histogram {
        let mut histogram = Histogram::default();
        for value in values {
            histogram.record(*value, 1);
        }
        histogram
    }

    /// Any number that a metric may have: of both signs, and of every size.
    fn value() -> impl Strategy<Value = f64> {
        prop_oneof![
            3 => 0.001..10_000.0_f64,
            1 => -100.0..100.0_f64,
            1 => any::<i32>().prop_map(f64::from),
            1 => (any::<f64>()).prop_filter_map("in range", |value| (value.abs() < 1e100).then_some(value)),
            1 => Just(0.0),
            1 => Just(-0.0),
        ]
    }

    /// How wide a bucket is at most, of its own value.
    fn width(histogram: &Histogram) -> f64 {
        f64::exp2(f64::from(histogram.level) - f64::from(FRACTION_BITS))
    }

    #[test]
    fn a_counter_is_exact_and_takes_one_bucket() {
        let mut histogram = of(&[1.0; 537]);
        histogram.record(1.0, 463);
        assert_eq!((histogram.count(), histogram.buckets().len()), (1_000, 1));
        assert_eq!(histogram.buckets()[0].mean().to_bits(), 1.0_f64.to_bits());
        assert_eq!(histogram.quantile(0.99).to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn nothing_has_no_quantile() {
        assert_eq!(Histogram::default().quantile(0.5).to_bits(), 0);
    }

    #[test]
    fn clearing_forgets_everything_but_the_room() {
        let mut histogram = of(&(0..1_000_u16).map(|n| f64::from(n).exp2()).collect::<Vec<_>>());
        assert!(histogram.level > 0);
        let room = histogram.buckets.capacity();
        histogram.clear();
        assert_eq!(histogram, Histogram::default());
        assert_eq!(histogram.buckets.capacity(), room);
    }

    proptest! {
        #[test]
        fn bounded_and_whole(values in prop::collection::vec(value(), 1..500)) {
            let histogram = of(&values);
            prop_assert!(histogram.buckets().len() <= MOST_BUCKETS);
            prop_assert!(histogram.is_sound(), "{:?}", histogram);
            prop_assert_eq!(histogram.count(), values.len() as u64);
            let (min, max) = (f64::INFINITY, f64::NEG_INFINITY);
            let ends = values.iter().fold((min, max), |(min, max), value| (min.min(*value), max.max(*value)));
            prop_assert_eq!((histogram.min(), histogram.max()), ends);
            prop_assert_eq!(histogram.buckets().iter().map(|bucket| bucket.count).sum::<u64>(), values.len() as u64);
        }

        /// The quantile is a value of the bucket in which the exact one lies.
        #[test]
        fn quantiles_are_as_good_as_a_bucket_is_narrow(
            mut values in prop::collection::vec(0.001..10_000.0_f64, 1..500),
            quantile in 0.0..=1.0_f64,
        ) {
            let histogram = of(&values);
            values.sort_by(f64::total_cmp);
            #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small")]
            let rank = ((quantile * values.len() as f64).ceil() as usize).max(1);
            let (found, exact) = (histogram.quantile(quantile), values[rank - 1]);
            prop_assert!((found - exact).abs() <= exact.max(found) * width(&histogram), "{found} for {exact}");
        }

        #[test]
        fn merging_is_recording_all_of_it(
            left in prop::collection::vec(value(), 0..300),
            right in prop::collection::vec(value(), 0..300),
        ) {
            let (mut merged, whole) = (of(&left), of(&[left.clone(), right.clone()].concat()));
            merged.merge(&of(&right));
            prop_assert_eq!(merged.count(), whole.count());
            prop_assert_eq!((merged.min(), merged.max()), (whole.min(), whole.max()));
            prop_assert_eq!(merged.level, whole.level);
            let counts = |it: &Histogram| it.buckets().iter().map(|bucket| (bucket.key, bucket.count)).collect::<Vec<_>>();
            prop_assert_eq!(counts(&merged), counts(&whole));
        }

        #[test]
        fn the_order_of_keys_is_that_of_values(left in value(), right in value()) {
            if left <= right {
                prop_assert!(key(left + 0.0) <= key(right + 0.0));
            }
        }

        #[test]
        fn it_survives_being_written(values in prop::collection::vec(value(), 0..200)) {
            let histogram = of(&values);
            let text = serde_json::to_string(&histogram).unwrap();
            prop_assert_eq!(serde_json::from_str::<Histogram>(&text).unwrap(), histogram);
        }
    }
}
