//! Writing what is known, as often as it is due.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, MutexGuard, PoisonError};

use super::dimensions::Dimensions;
use super::emf::{Head, Writer};
use super::histogram::Histogram;
use super::hours::HoursWanted;
use super::plan::Emission;
use super::report::Flushed;
use super::series::Written;
use super::store::{Held, Metrics};

/// Namespace and dimensions: what the metrics of one document have in common.
type Group<'a> = (&'a str, Dimensions);

/// Metrics and properties of a group.
#[derive(Default)]
pub(super) struct Parts<'a> {
    metrics: Vec<(Held<'a>, Histogram)>,
    properties: Vec<(Held<'a>, Histogram)>,
}

/// The right to flush, which one has at a time; ends also when the future is dropped.
struct Turn<'a>(&'a AtomicBool);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Metrics {
    pub(super) fn emission(&self) -> MutexGuard<'_, Emission> {
        // Whole between any two statements, also after a panic.
        self.emission.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what has not been written, if it is time or `at_once`. Nothing is lost if the future is dropped.
    pub(super) async fn write_out(&self, at_once: bool) -> Flushed {
        let now = self.now();
        if !self.limits.enabled() || !(at_once || self.emission().is_due(now)) {
            return Flushed::default();
        }
        if self.flushing.swap(true, Ordering::Acquire) {
            return Flushed::default();
        }
        let _turn = Turn(&self.flushing);
        self.lease(now).await;
        // An hour may have ended meanwhile, and then the answers do not hold.
        let now = self.now();
        let flushed = self.write_leased(now);
        self.emission().flushed(now);
        flushed
    }

    /// Asks for the hours that are needed and not yet known.
    async fn lease(&self, now: u64) {
        let (slots, least, critical) = (self.limits.slots(), self.limits.least(), self.critical());
        let pending: Vec<_> =
            self.all().into_iter().filter(|it| it.metric.priority() <= least && it.is_pending()).collect();
        let (hour, series) = {
            let mut emission = self.emission();
            let hour = emission.enter(now);
            (hour, emission.wanted(pending.iter().map(|series| &**series), &critical, slots))
        };
        if series.is_empty() {
            return;
        }
        let wanted = HoursWanted { hour, series, critical, slots };
        let hours = Arc::clone(&self.hours.read().unwrap_or_else(PoisonError::into_inner));
        match hours.lease(&wanted).await {
            Ok(answers) => self.emission().answered(hour, wanted.series, answers),
            Err(error) => {
                self.emission().not_answered();
                tracing::warn!(
                    error = &*error as &dyn std::error::Error,
                    "nobody knows whether metrics may be written in this hour, they are kept"
                );
            }
        }
    }

    fn write_leased(&self, now: u64) -> Flushed {
        let mut flushed = Flushed::default();
        let mut groups = BTreeMap::<Group<'_>, Parts<'_>>::new();
        let mut without = None;
        let least = self.limits.least();
        self.emission().enter(now);
        for series in self.all() {
            let (window, may_have) = (series.window(), series.metric.priority() <= least);
            let has_slot = may_have && self.emission().answer(&series.id) == Some(true);
            if window.is_empty() && !(has_slot && series.is_pending()) {
                flushed.waiting += usize::from(series.held() > 0);
                continue;
            }
            let written = series.close(has_slot);
            let waits = series.held() > 0;
            flushed.waiting += usize::from(waits);
            if waits && may_have {
                without.get_or_insert_with(|| series.id.clone());
            }
            let parts = groups.entry(self.group(&series)).or_default();
            match written {
                Written::Metric(histogram) => parts.metrics.push((series, histogram)),
                Written::Property(histogram) => parts.properties.push((series, histogram)),
            }
        }
        flushed.metrics = groups.values().map(|parts| parts.metrics.len()).sum();
        let (documents, bytes) = (self.output.documents(), self.output.bytes());
        self.documents(now, &groups, |line| self.output.write(line));
        (flushed.documents, flushed.bytes) = (self.output.documents() - documents, self.output.bytes() - bytes);
        if let Some(series) = without
            && self.emission().tell()
        {
            let slots = self.limits.slots();
            tracing::warn!(
                series,
                slots,
                "not every metric has a slot: they take turns, and those without are properties of the log line meanwhile"
            );
        }
        flushed
    }

    /// The documents that would be written now for the series that have a slot.
    pub(super) fn preview(&self) -> String {
        let now = self.now();
        let mut groups = BTreeMap::<Group<'_>, Parts<'_>>::new();
        self.emission().enter(now);
        for series in self.all() {
            let has_slot = self.emission().answer(&series.id) == Some(true);
            let (pending, window) = (series.pending(), series.window());
            if has_slot && !pending.is_empty() {
                groups.entry(self.group(&series)).or_default().metrics.push((series, pending));
            } else if !window.is_empty() {
                groups.entry(self.group(&series)).or_default().properties.push((series, window));
            }
        }
        let mut text = Vec::new();
        self.documents(now, &groups, |line| text.extend_from_slice(line));
        String::from_utf8(text).expect("JSON is text")
    }

    fn group<'a>(&'a self, series: &Held<'_>) -> Group<'a> {
        (series.metric.namespace().unwrap_or(&self.namespace), series.dimensions.clone())
    }

    fn documents(&self, now: u64, groups: &BTreeMap<Group<'_>, Parts<'_>>, mut done: impl FnMut(&[u8])) {
        let mut writer = Writer::default();
        for ((namespace, dimensions), parts) in groups {
            let head = Head { timestamp: now, namespace, service: self.service.as_deref(), dimensions };
            let metrics = parts.metrics.iter().map(|(it, values)| (it.metric.name(), it.metric.unit(), values));
            let properties = parts.properties.iter().map(|(it, values)| (it.metric.name(), values));
            writer.group(head, metrics, properties, &mut done);
        }
    }
}
