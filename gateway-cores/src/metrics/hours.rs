//! Who may use an hour of a metric.

use std::collections::BTreeSet;
use std::error::Error;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};

/// What [`MetricHours::lease`] gives: for each series that was asked for, whether it may have data in that hour.
pub type MetricHoursFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Vec<bool>, Box<dyn Error + Send + Sync>>> + Send + 'a>>;

/// Leases metric-hours: who keeps a whole account below what is free.
///
/// `CloudWatch` counts a metric in each hour in which it has data, and gives an account ten of them in each hour, over all
/// functions and regions. So one place must know which ten. It is asked when metrics are written, never when a value is
/// recorded: once for a series, an environment and an hour. The answer holds for that hour.
///
/// [`Metrics::use_hours`](super::Metrics::use_hours) puts one in place. Without one, [`ProcessHours`] counts for this process
/// alone.
///
/// ```
/// use gateway_cores::metrics::{HoursWanted, MetricHours, MetricHoursFuture, Metrics};
///
/// struct Nobody;
///
/// impl MetricHours for Nobody {
///     fn lease<'a>(&'a self, wanted: &'a HoursWanted) -> MetricHoursFuture<'a> {
///         Box::pin(async move { Ok(vec![false; wanted.series.len()]) })
///     }
/// }
///
/// Metrics::new(std::io::sink()).use_hours(Nobody);
/// ```
pub trait MetricHours: Send + Sync + 'static {
    /// Answers for each series of `wanted.series`, in their order. One that has no answer is refused.
    ///
    /// # Errors
    /// Nobody knows. Nothing is written of these series then, they are kept and asked for again at the next occasion. The text is
    /// logged.
    fn lease<'a>(&'a self, wanted: &'a HoursWanted) -> MetricHoursFuture<'a>;
}

/// The series that an environment wants to write in an hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursWanted {
    /// Which hour: since the Unix epoch, in UTC.
    pub hour: u64,
    /// Namespace, name and dimensions of each, as `Shop/orders` or `Shop/searches{kind=book}`; the most urgent first.
    pub series: Vec<String>,
    /// The critical ones of the program, whether they have data or not. Their part of the hour is theirs from its start on.
    pub critical: Vec<String>,
    /// How many series may have data in the hour: `metrics.slots`.
    pub slots: usize,
}

/// Counts metric-hours for this process alone.
///
/// It keeps one environment within its slots. It does **not** keep an account within them: environments choose alike, since
/// the turns of metrics depend on their names and on the hour only, but those that have seen other metrics choose others.
#[derive(Debug, Default)]
pub struct ProcessHours(Mutex<(u64, BTreeSet<String>)>);

impl ProcessHours {
    fn decide(&self, wanted: &HoursWanted) -> Vec<bool> {
        // Whole between any two statements, also after a panic.
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (hour, granted) = &mut *held;
        if *hour != wanted.hour {
            *hour = wanted.hour;
            granted.clear();
        }
        granted.extend(wanted.critical.iter().take(wanted.slots).cloned());
        let mut grant = |series: &String| {
            let room = granted.len() < wanted.slots;
            granted.contains(series) || (room && granted.insert(series.clone()))
        };
        wanted.series.iter().map(&mut grant).collect()
    }
}

impl MetricHours for ProcessHours {
    fn lease<'a>(&'a self, wanted: &'a HoursWanted) -> MetricHoursFuture<'a> {
        Box::pin(async move { Ok(self.decide(wanted)) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wanted(hour: u64, series: &[u8], critical: &[u8], slots: usize) -> HoursWanted {
        let names = |numbers: &[u8]| numbers.iter().map(u8::to_string).collect();
        HoursWanted { hour, series: names(series), critical: names(critical), slots }
    }

    #[test]
    fn the_slots_of_the_critical_are_kept_for_them() {
        let hours = ProcessHours::default();
        assert_eq!(hours.decide(&wanted(1, &[1, 2, 3], &[9], 3)), [true, true, false]);
        assert_eq!(hours.decide(&wanted(1, &[9, 1, 4], &[9], 3)), [true, true, false]);
        assert_eq!(hours.decide(&wanted(2, &[3], &[9], 3)), [true]);
    }

    proptest! {
        #[test]
        fn no_hour_has_more_series_than_slots(
            asks in prop::collection::vec((0..3_u64, prop::collection::vec(any::<u8>(), 0..20)), 1..20),
            critical in prop::collection::vec(any::<u8>(), 0..6),
            slots in 0..12_usize,
        ) {
            let (hours, mut hour, mut granted) = (ProcessHours::default(), 0, BTreeSet::new());
            for (step, series) in asks {
                if step > 0 {
                    granted.clear();
                }
                hour += step;
                let answers = hours.decide(&wanted(hour, &series, &critical, slots));
                prop_assert_eq!(answers.len(), series.len());
                granted.extend(series.iter().zip(answers).filter(|(_, granted)| *granted).map(|(series, _)| *series));
                granted.extend(critical.iter().take(slots));
                prop_assert!(granted.len() <= slots);
            }
        }
    }
}
