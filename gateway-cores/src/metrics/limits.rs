//! What can be set anew while the metrics run.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering::Relaxed};

use gateway_runtime::Saving;

use super::priority::MetricPriority;
use super::settings::MetricsSettings;

pub(super) struct Limits {
    disabled: AtomicBool,
    slots: AtomicUsize,
    least: AtomicU8,
}

impl Limits {
    pub(super) fn of(settings: &MetricsSettings) -> Self {
        let limits = Self { disabled: AtomicBool::new(false), slots: AtomicUsize::new(0), least: AtomicU8::new(0) };
        limits.follow(settings);
        limits
    }

    /// Takes over what the configuration says.
    pub(super) fn follow(&self, settings: &MetricsSettings) {
        self.disabled.store(settings.disabled, Relaxed);
        self.slots.store(settings.slots.into(), Relaxed);
        self.least.store(settings.priority as u8, Relaxed);
    }

    /// Whether documents are written.
    pub(super) fn enabled(&self) -> bool {
        !self.disabled.load(Relaxed)
    }

    /// How many series may have data in one hour.
    pub(super) fn slots(&self) -> usize {
        self.slots.load(Relaxed)
    }

    /// The least urgent priority that gets a slot.
    pub(super) fn least(&self) -> MetricPriority {
        if Saving::OptionalMetrics.is_on() {
            return MetricPriority::Critical;
        }
        let least = self.least.load(Relaxed);
        let found = MetricPriority::WITH_SLOTS.into_iter().find(|priority| *priority as u8 == least);
        found.unwrap_or(MetricPriority::Critical)
    }
}
