//! Whose turn it is to have a slot.

use super::priority::MetricPriority;

/// How urgent a series is in an hour: the least goes first.
///
/// Those whose turn it is come first, then by priority, then by chance that is the same everywhere. It depends on the name and
/// the hour only, so all environments of all functions come to one order without a word to one another.
pub(super) fn rank(series: &str, priority: MetricPriority, hour: u64, shift: u64) -> (bool, MetricPriority, u64) {
    let is_turn =
        priority.period().is_some_and(|period| (hour + shift + hash(series, hour / 24)).is_multiple_of(period));
    (!is_turn, priority, hash(series, hour + shift))
}

/// FNV-1a, 64 bits wide, then mixed once: what it says must not change with the compiler, the process or the machine.
/// (<https://datatracker.ietf.org/doc/draft-eastlake-fnv/>)
fn hash(text: &str, salt: u64) -> u64 {
    let bytes = text.bytes().chain(salt.to_le_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    // The low bits of the product depend on the low bits of the input alone.
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 8
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: u64 = 490_000;

    fn turns(series: &str, priority: MetricPriority, hours: std::ops::Range<u64>) -> usize {
        hours.filter(|hour| !rank(series, priority, *hour, 0).0).count()
    }

    #[test]
    fn each_day_has_as_many_turns_as_the_priority_says() {
        let day = START.next_multiple_of(24)..START.next_multiple_of(24) + 24;
        for number in 0..50 {
            let name = format!("Shop/metric_{number}");
            let counted = MetricPriority::WITH_SLOTS.map(|priority| turns(&name, priority, day.clone()));
            assert_eq!(counted, [24, 12, 4, 2], "{name}");
            assert_eq!(turns(&name, MetricPriority::LogOnly, day.clone()), 0);
        }
    }

    /// A month of 20 metrics, each one hour in six, is 2,440 metric-hours and not 14,640.
    #[test]
    fn twenty_that_take_turns_cost_a_sixth() {
        let hours =
            (0..20).map(|number| turns(&format!("m{number}"), MetricPriority::Medium, START..START + 732)).sum();
        assert_eq!(2_440_usize.abs_diff(hours) / 40, 0, "{hours}");
    }

    #[test]
    fn turns_spread_over_the_hours() {
        for hour in START..START + 24 {
            let on =
                (0..600).filter(|number| turns(&format!("m{number}"), MetricPriority::Medium, hour..hour + 1) == 1);
            let on = on.count();
            assert!((60..140).contains(&on), "{on} of 600 in one hour");
        }
    }

    #[test]
    fn a_day_later_the_turn_is_at_another_hour() {
        let first = |series: &str, day: u64| {
            (day * 24..day * 24 + 6).find(|hour| turns(series, MetricPriority::Medium, *hour..*hour + 1) == 1)
        };
        let moved = (0..100).filter(|number| {
            let name = format!("m{number}");
            first(&name, 20_000).map(|hour| hour % 24) != first(&name, 20_001).map(|hour| hour % 24)
        });
        assert!(moved.count() > 60);
    }

    /// It must be the same in every build of every function.
    #[test]
    fn the_hash_is_pinned() {
        assert_eq!(hash("Shop/orders", 20_000), 65_210_332_855_737_708);
    }
}
