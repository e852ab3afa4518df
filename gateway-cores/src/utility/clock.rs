//! Instants as text.

use std::time::SystemTime;

use gateway_runtime::gateway_op;
use time::OffsetDateTime;
use time::format_description::well_known::Iso8601;
use time::format_description::well_known::iso8601::{Config, EncodedConfig, TimePrecision};

/// Milliseconds always, so that texts of one length sort as their instants do.
const MILLISECONDS: EncodedConfig =
    Config::DEFAULT.set_time_precision(TimePrecision::Second { decimal_digits: std::num::NonZero::new(3) }).encode();

/// The current time in UTC, as RFC 3339 with milliseconds: `2026-03-01T12:30:45.678Z`.
///
/// ```
/// let now = gateway_cores::utility::timestamp();
/// assert_eq!(now.len(), "2026-03-01T12:30:45.678Z".len());
/// assert!(now.ends_with('Z'));
/// ```
#[gateway_op(interface = "utility")]
pub fn timestamp() -> String {
    format(SystemTime::now())
}

fn format(instant: SystemTime) -> String {
    OffsetDateTime::from(instant)
        .format(&Iso8601::<MILLISECONDS>)
        .expect("a system clock stands in the years 0 to 9999, which RFC 3339 can write")
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use proptest::prelude::*;
    use time::format_description::well_known::Rfc3339;

    use super::*;

    #[test]
    fn milliseconds_are_always_there() {
        assert_eq!(format(UNIX_EPOCH), "1970-01-01T00:00:00.000Z");
        assert_eq!(format(UNIX_EPOCH + Duration::from_nanos(1_999_999)), "1970-01-01T00:00:00.001Z");
        assert_eq!(format(UNIX_EPOCH + Duration::from_millis(951_782_400_050)), "2000-02-29T00:00:00.050Z");
    }

    proptest! {
        #[test]
        fn reads_back_as_the_same_millisecond_and_sorts_as_time_does(a in 0..253_402_300_799_999_u64, b in 0..253_402_300_799_999_u64) {
            let [first, second] = [a, b].map(|millis| format(UNIX_EPOCH + Duration::from_millis(millis)));
            let read = OffsetDateTime::parse(&first, &Rfc3339).unwrap();
            prop_assert_eq!(read.unix_timestamp_nanos(), i128::from(a) * 1_000_000);
            prop_assert_eq!(first.cmp(&second), a.cmp(&b));
        }
    }
}
