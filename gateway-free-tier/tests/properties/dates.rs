//! Months, epochs and the band between two months.

use gateway_free_tier::protocol::{Epoch, ServiceTime};
use proptest::prelude::*;

const HOUR_MS: u64 = 3_600_000;

fn month(seconds: u64) -> String {
    ServiceTime(seconds * 1_000).epoch().month().to_string()
}

#[test]
fn months_end_where_the_calendar_ends_them() {
    // The second before each border, as `date -u -d '2028-02-29 23:59:59' +%s` says.
    for (before, old, new) in [
        (1_767_225_599, "2025-12", "2026-01"),
        (1_772_323_199, "2026-02", "2026-03"),
        (1_835_481_599, "2028-02", "2028-03"),
        (4_107_542_399, "2100-02", "2100-03"),
    ] {
        assert_eq!((month(before).as_str(), month(before + 1).as_str()), (old, new));
    }
    assert_eq!(month(1_835_481_599 - 86_400), "2028-02", "29 days in a leap year");
    assert_eq!(month(u64::MAX / 1_000), "9999-12");
}

#[test]
fn an_epoch_is_settled_an_hour_after_its_end() {
    let epoch = ServiceTime(1_767_225_600_000).epoch();
    assert_eq!(epoch.start(), ServiceTime(1_767_225_600_000));
    assert_eq!(epoch.settles_at().since(epoch.start()), 7 * HOUR_MS);
    assert_eq!(epoch.next().start().since(epoch.start()), 6 * HOUR_MS);
}

proptest! {
    #[test]
    fn an_epoch_lies_in_one_month(epoch in 0..400_000_u32) {
        let (first, last) = (Epoch(epoch).start(), ServiceTime(Epoch(epoch + 1).start().0 - 1));
        prop_assert_eq!(first.epoch(), last.epoch());
        prop_assert_eq!(first.epoch(), Epoch(epoch));
        prop_assert!(Epoch(epoch).month() <= Epoch(epoch + 1).month());
    }

    #[test]
    fn both_months_are_charged_exactly_within_the_band(
        epoch in 80_000..100_000_u32, offset in -20_000_000..20_000_000_i64, guard in 0..18_000_000_u32,
    ) {
        let now = ServiceTime(Epoch(epoch).start().0.saturating_add_signed(offset));
        let charged = now.charged(guard);
        let months = [now.0 - u64::from(guard), now.0, now.0 + u64::from(guard)].map(|at| ServiceTime(at).epoch().month());
        prop_assert_eq!(charged.first, now.epoch());
        prop_assert_eq!(charged.second.is_some(), months[0] != months[2]);
        let second = charged.second.map_or(months[1], Epoch::month);
        prop_assert!(months.contains(&second));
        if let Some(second) = charged.second {
            prop_assert_ne!(second.month(), now.epoch().month());
            prop_assert_eq!(second.0.abs_diff(charged.first.0), 1, "neighbours, so that a pocket holds both");
        }
    }
}
