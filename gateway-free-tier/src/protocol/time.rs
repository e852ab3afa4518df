//! Time as the service tells it, and the spans into which a budget is cut.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

const EPOCH_MS: u64 = 6 * 60 * 60 * 1_000;
/// Until the measurements of an epoch are complete, after its end.
const SETTLING_MS: u64 = 60 * 60 * 1_000;

/// Milliseconds since 1970-01-01 00:00 UTC, by the clock of the service.
///
/// The virtual machine's own clock is no source of it: it stands still while the environment is frozen, and may lag
/// for a while after the thaw.
///
/// ```
/// use gateway_free_tier::protocol::ServiceTime;
///
/// // What `Lambda-Runtime-Deadline-Ms` says, and the timeout that the function is deployed with.
/// let now = ServiceTime::from_deadline(1_767_225_603_000, 3_000);
/// assert_eq!(now, ServiceTime(1_767_225_600_000));
/// assert_eq!(now.epoch().month().to_string(), "2026-01");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceTime(pub u64);

impl ServiceTime {
    /// When the service started an invocation: its deadline less its timeout, both in milliseconds.
    ///
    /// The deadline is a header of the
    /// [Runtime API](https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-next).
    pub const fn from_deadline(deadline_ms: u64, timeout_ms: u64) -> Self {
        Self(deadline_ms.saturating_sub(timeout_ms))
    }

    /// The epoch that this instant is in.
    #[expect(clippy::cast_possible_truncation, reason = "u32 epochs of six hours last for three million years")]
    pub const fn epoch(self) -> Epoch {
        Epoch((self.0 / EPOCH_MS) as u32)
    }

    /// Milliseconds from `earlier` to this instant; 0 if it is not earlier.
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// This instant, that many milliseconds later.
    #[must_use]
    pub const fn plus_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The epochs that an invocation starting now is charged to, if it may be billed `guard_ms` earlier or later.
    ///
    /// Mostly one; two around midnight of a month's last day, since nobody says to which month an invocation across it
    /// is billed.
    ///
    /// ```
    /// use gateway_free_tier::protocol::ServiceTime;
    ///
    /// let new_year = ServiceTime(1_767_225_600_000);
    /// assert!(new_year.charged(5_000).second.is_some());
    /// assert!(new_year.plus_ms(5_001).charged(5_000).second.is_none());
    /// ```
    pub fn charged(self, guard_ms: u32) -> Charged {
        let guard = u64::from(guard_ms);
        let first = self.epoch();
        let second = [self.0.saturating_sub(guard), self.0.saturating_add(guard)]
            .map(|at| Self(at).epoch())
            .into_iter()
            // The comparison of numbers is for the hot path: a date is made at most every six hours.
            .find(|&epoch| epoch != first && epoch.month() != first.month());
        Charged { first, second }
    }
}

/// The epochs that an invocation is charged to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Charged {
    /// The epoch it starts in.
    pub first: Epoch,
    /// The epoch of the neighbouring month, near its border.
    pub second: Option<Epoch>,
}

impl Charged {
    /// Both, the epoch it starts in first.
    pub fn iter(self) -> impl Iterator<Item = Epoch> {
        [Some(self.first), self.second].into_iter().flatten()
    }
}

/// Six hours of service time, counted from 1970: the span that a lease is good for.
///
/// Six hours divide a day, so each epoch lies in one [`Month`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Epoch(pub u32);

impl Epoch {
    /// When it begins.
    pub const fn start(self) -> ServiceTime {
        ServiceTime(self.0 as u64 * EPOCH_MS)
    }

    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// From when on AWS's measurements of it are complete: one hour after its end.
    pub const fn settles_at(self) -> ServiceTime {
        self.next().start().plus_ms(SETTLING_MS)
    }

    /// The month that it is in.
    pub fn month(self) -> Month {
        // 9999 is the last year that `time` knows; what is later shares its last month.
        let seconds = i64::try_from(self.start().0 / 1_000).unwrap_or(i64::MAX);
        let date = OffsetDateTime::from_unix_timestamp(seconds).map_or(Date::MAX, OffsetDateTime::date);
        Month { year: u16::try_from(date.year()).unwrap_or(0), month: date.month().into() }
    }
}

/// A calendar month, UTC: what a budget is for.
///
/// It prints as `2026-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: u16,
    month: u8,
}

impl Month {
    /// Midnight of its first day.
    pub fn starts_at(self) -> ServiceTime {
        let month = time::Month::try_from(self.month).unwrap_or(time::Month::January);
        let first = Date::from_calendar_date(self.year.into(), month, 1).unwrap_or(Date::MAX);
        let seconds = first.midnight().assume_utc().unix_timestamp();
        ServiceTime(u64::try_from(seconds).unwrap_or(0).saturating_mul(1_000))
    }

    /// Midnight after its last day: the next month begins.
    ///
    /// ```
    /// use gateway_free_tier::protocol::ServiceTime;
    ///
    /// let month = ServiceTime(1_767_225_600_000).epoch().month();
    /// assert_eq!((month.starts_at(), month.ends_at()), (ServiceTime(1_767_225_600_000), ServiceTime(1_769_904_000_000)));
    /// ```
    pub fn ends_at(self) -> ServiceTime {
        let next = if self.month == 12 {
            Self { year: self.year + 1, month: 1 }
        } else {
            Self { year: self.year, month: self.month + 1 }
        };
        next.starts_at()
    }

    /// The year, and the month from 1 to 12.
    pub const fn year_and_month(self) -> (u16, u8) {
        (self.year, self.month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}
