//! What is known of one metric, with one set of values of its dimensions.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::definition::Metric;
use super::dimensions::Dimensions;
use super::histogram::Histogram;

/// One series: what `CloudWatch` bills as a metric.
pub(super) struct Series {
    pub(super) metric: Metric,
    pub(super) dimensions: Dimensions,
    /// `Shop/searches{kind=book}`: what it is called where slots are given out.
    pub(super) id: String,
    values: Mutex<Values>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Values {
    /// Since the last document. Recording touches this alone.
    window: Histogram,
    /// What could not be written for want of a slot.
    held: Histogram,
    /// All before the window.
    before: Histogram,
}

/// What a flush writes of a series.
pub(super) enum Written {
    /// All that has not been written yet.
    Metric(Histogram),
    /// What came since the last document, as a property of the line.
    Property(Histogram),
}

impl Series {
    pub(super) fn new(metric: Metric, dimensions: Dimensions, namespace: &str) -> Self {
        let namespace = metric.namespace().unwrap_or(namespace);
        let id = format!("{namespace}/{}{dimensions}", metric.name());
        Self { metric, dimensions, id, values: Mutex::default() }
    }

    /// Nothing panics while it holds the lock, so a poisoned one is intact.
    fn lock(&self) -> MutexGuard<'_, Values> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    pub(super) fn record(&self, value: f64, count: u64) {
        self.lock().window.record(value, count);
    }

    /// Whether something was recorded that no document has.
    pub(super) fn is_pending(&self) -> bool {
        let values = self.lock();
        !values.window.is_empty() || !values.held.is_empty()
    }

    /// How many values wait for a slot.
    pub(super) fn held(&self) -> u64 {
        self.lock().held.count()
    }

    /// What would be written as a metric now.
    pub(super) fn pending(&self) -> Histogram {
        let values = self.lock();
        let mut pending = values.held.clone();
        pending.merge(&values.window);
        pending
    }

    /// What came since the last document.
    pub(super) fn window(&self) -> Histogram {
        self.lock().window.clone()
    }

    /// All since the process began, or since it was reset.
    pub(super) fn total(&self) -> Histogram {
        let values = self.lock();
        let mut total = values.before.clone();
        total.merge(&values.window);
        total
    }

    /// Ends the window. Without a slot its values are kept for when there is one, unless the metric never has any.
    pub(super) fn close(&self, has_slot: bool) -> Written {
        let mut values = self.lock();
        let Values { window, held, before } = &mut *values;
        before.merge(window);
        let written = if has_slot {
            held.merge(window);
            Written::Metric(std::mem::take(held))
        } else {
            if self.metric.priority().period().is_some() {
                held.merge(window);
            }
            Written::Property(window.clone())
        };
        window.clear();
        written
    }

    pub(super) fn reset(&self) {
        *self.lock() = Values::default();
    }

    pub(super) fn snapshot(&self) -> Values {
        self.lock().clone()
    }

    pub(super) fn restore(&self, values: Values) {
        *self.lock() = values;
    }
}

impl Values {
    /// Whether this could have come of recording: for what was read from outside.
    pub(super) fn is_sound(&self) -> bool {
        [&self.window, &self.held, &self.before].into_iter().all(|it| it.is_empty() || it.is_sound())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.before.is_empty() && self.window.is_empty()
    }
}
