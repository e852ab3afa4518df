//! Which series have a slot in this hour, and which ask for one.

use std::collections::BTreeMap;

use super::priority::MetricPriority;
use super::rotation::rank;
use super::series::Series;

/// Milliseconds of an hour.
const HOUR: u64 = 3_600_000;

/// Milliseconds from one document to the next: `CloudWatch` keeps one point a minute.
const INTERVAL: u64 = 60_000;

/// What is known of the hour, and of what was written.
#[derive(Default)]
pub(super) struct Emission {
    /// Since the Unix epoch.
    hour: u64,
    /// Whether a series may have data in the hour, for those that were asked for.
    answers: BTreeMap<String, bool>,
    /// How far the turns of each priority are ahead.
    shifts: [u64; MetricPriority::WITH_SLOTS.len()],
    last_flush: Option<u64>,
    told: bool,
    failed_leases: u64,
}

impl Emission {
    /// Whether a minute has passed since the last document, or the clock was set back.
    pub(super) fn is_due(&self, now: u64) -> bool {
        self.last_flush.is_none_or(|last| now < last || now - last >= INTERVAL)
    }

    pub(super) fn flushed(&mut self, now: u64) {
        self.last_flush = Some(now);
    }

    pub(super) fn last_flush(&self) -> Option<u64> {
        self.last_flush
    }

    pub(super) fn failed_leases(&self) -> u64 {
        self.failed_leases
    }

    /// The hour of `now`, since the Unix epoch. Of another hour nothing is known.
    pub(super) fn enter(&mut self, now: u64) -> u64 {
        let hour = now / HOUR;
        if self.hour != hour {
            self.hour = hour;
            self.answers.clear();
        }
        hour
    }

    /// What was answered for a series in this hour.
    pub(super) fn answer(&self, id: &str) -> Option<bool> {
        self.answers.get(id).copied()
    }

    /// Whether it is the turn of a series.
    pub(super) fn is_turn(&self, series: &Series) -> bool {
        !self.rank(series).0
    }

    fn rank(&self, series: &Series) -> (bool, MetricPriority, u64) {
        let priority = series.metric.priority();
        let shift = self.shifts.get(priority as usize).copied().unwrap_or(0);
        rank(&series.id, priority, self.hour, shift)
    }

    /// Which of the series with values must be asked for now, the most urgent first.
    ///
    /// As many as there are slots, less those that are taken and those that are kept for critical ones.
    pub(super) fn wanted<'s>(
        &self,
        pending: impl IntoIterator<Item = &'s Series>,
        critical: &[String],
        slots: usize,
    ) -> Vec<String> {
        let granted = self.answers.iter().filter(|(id, granted)| **granted && !critical.contains(id)).count();
        let mut free = slots.saturating_sub(critical.len() + granted);
        let mut open: Vec<_> = pending.into_iter().filter(|series| self.answer(&series.id).is_none()).collect();
        open.sort_by_cached_key(|series| self.rank(series));
        open.retain(|series| {
            let is_critical = critical.contains(&series.id);
            let fits = is_critical || free > 0;
            free -= usize::from(fits && !is_critical);
            fits
        });
        open.sort_by_key(|series| series.metric.priority());
        open.into_iter().map(|series| series.id.clone()).collect()
    }

    /// Takes over the answers, unless they are for an hour that is over.
    pub(super) fn answered(&mut self, hour: u64, series: Vec<String>, answers: Vec<bool>) {
        if self.hour == hour {
            let answers = answers.into_iter().chain(std::iter::repeat(false));
            self.answers.extend(series.into_iter().zip(answers));
        }
    }

    pub(super) fn not_answered(&mut self) {
        self.failed_leases += 1;
    }

    /// Lets the turns of a priority begin an hour earlier.
    pub(super) fn shift(&mut self, priority: MetricPriority) {
        if let Some(shift) = self.shifts.get_mut(priority as usize) {
            *shift += 1;
        }
    }

    /// Whether it must be told that there are too few slots: once.
    pub(super) fn tell(&mut self) -> bool {
        !std::mem::replace(&mut self.told, true)
    }
}
