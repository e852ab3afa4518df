//! How often operations ran, how long, and with what end.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dimensions::Dimensions;
use super::histogram::Histogram;

/// The most operations that are told apart: names come from callers.
const MOST_OPERATIONS: usize = 256;

/// The longest name that is kept, in characters.
const LONGEST_NAME: usize = 128;

/// Interface, operation and dimensions, each below the one before, so that a known one is found without a copy.
type Table = BTreeMap<String, BTreeMap<String, BTreeMap<Dimensions, OperationValues>>>;

#[derive(Default)]
pub(super) struct Operations(Mutex<State>);

#[derive(Default)]
struct State {
    table: Table,
    /// How many entries the table has.
    known: usize,
    /// Calls of operations that did not fit into it.
    overflow: u64,
}

/// What is known of one operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OperationValues {
    calls: u64,
    errors: u64,
    /// In milliseconds.
    durations: Histogram,
    /// In milliseconds since the Unix epoch.
    last: u64,
}

/// How an operation has done since the process began, or since it was reset.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct OperationReport {
    /// The interface.
    pub interface: String,
    /// The operation.
    pub operation: String,
    /// What else it was recorded with.
    pub dimensions: Dimensions,
    /// How often it ran.
    pub calls: u64,
    /// How often it failed.
    pub errors: u64,
    /// The mean of how long it took, in milliseconds.
    pub mean_ms: f64,
    /// What half of the calls did not exceed, in milliseconds.
    pub p50_ms: f64,
    /// What 95 of 100 calls did not exceed, in milliseconds.
    pub p95_ms: f64,
    /// What 99 of 100 calls did not exceed, in milliseconds.
    pub p99_ms: f64,
    /// The longest that it took, in milliseconds.
    pub max_ms: f64,
    /// When it ended last, in milliseconds since the Unix epoch.
    pub last_ms: u64,
}

/// One operation of a snapshot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OperationSnapshot {
    interface: String,
    operation: String,
    #[serde(default, skip_serializing_if = "Dimensions::is_empty")]
    dimensions: Dimensions,
    values: OperationValues,
}

impl Operations {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a call that took so many milliseconds, or an error of which only that is known.
    pub(super) fn record(
        &self,
        (interface, operation): (&str, &str),
        dimensions: &Dimensions,
        milliseconds: Option<f64>,
        success: bool,
        now: u64,
    ) {
        let mut state = self.lock();
        let Some(values) = state.entry(interface, operation, dimensions) else { return state.overflow += 1 };
        values.calls += 1;
        values.errors += u64::from(!success);
        values.last = now;
        if let Some(milliseconds) = milliseconds {
            values.durations.record(milliseconds, 1);
        }
    }

    /// Those that ran since `since`, by name; `filter` is an interface, or `interface.operation`.
    pub(super) fn reports(&self, filter: Option<&str>, since: u64) -> Vec<OperationReport> {
        let state = self.lock();
        let is_wanted = |interface: &str, operation: &str| match filter.map(|filter| filter.split_once('.')) {
            None => true,
            Some(Some(names)) => names == (interface, operation),
            Some(None) => filter == Some(interface),
        };
        let all = state.entries().filter(|(interface, operation, ..)| is_wanted(interface, operation));
        all.filter(|(.., values)| values.last >= since).map(report).collect()
    }

    /// Calls of operations that there was no room for.
    pub(super) fn overflow(&self) -> u64 {
        self.lock().overflow
    }

    pub(super) fn reset(&self) {
        *self.lock() = State::default();
    }

    pub(super) fn snapshot(&self) -> Vec<OperationSnapshot> {
        let all = self.lock();
        all.entries()
            .map(|(interface, operation, dimensions, values)| OperationSnapshot {
                interface: interface.to_owned(),
                operation: operation.to_owned(),
                dimensions: dimensions.clone(),
                values: values.clone(),
            })
            .collect()
    }

    pub(super) fn restore(&self, operations: Vec<OperationSnapshot>) {
        let mut state = self.lock();
        for it in operations {
            if let Some(values) = state.entry(&it.interface, &it.operation, &it.dimensions) {
                *values = it.values;
            }
        }
    }
}

impl OperationSnapshot {
    /// Whether this could have come of recording: for what was read from outside.
    pub(super) fn is_sound(&self) -> bool {
        let values = &self.values;
        values.errors <= values.calls && (values.durations.is_empty() || values.durations.is_sound())
    }
}

impl State {
    /// What is known of an operation; `None` if there is no room for another.
    fn entry(&mut self, interface: &str, operation: &str, dimensions: &Dimensions) -> Option<&mut OperationValues> {
        let (interface, operation) = (shortened(interface), shortened(operation));
        let found = |table: &Table| table.get(interface)?.get(operation)?.get(dimensions).map(|_| ());
        if found(&self.table).is_none() {
            if self.known == MOST_OPERATIONS {
                return None;
            }
            self.known += 1;
            let operations = self.table.entry(interface.to_owned()).or_default();
            operations.entry(operation.to_owned()).or_default().entry(dimensions.clone()).or_default();
        }
        self.table.get_mut(interface)?.get_mut(operation)?.get_mut(dimensions)
    }

    fn entries(&self) -> impl Iterator<Item = (&str, &str, &Dimensions, &OperationValues)> {
        self.table.iter().flat_map(|(interface, operations)| {
            operations.iter().flat_map(move |(operation, all)| {
                all.iter().map(move |(dimensions, values)| (interface.as_str(), operation.as_str(), dimensions, values))
            })
        })
    }
}

fn shortened(name: &str) -> &str {
    name.char_indices().nth(LONGEST_NAME).map_or(name, |(end, _)| &name[..end])
}

fn report((interface, operation, dimensions, values): (&str, &str, &Dimensions, &OperationValues)) -> OperationReport {
    let durations = &values.durations;
    OperationReport {
        interface: interface.to_owned(),
        operation: operation.to_owned(),
        dimensions: dimensions.clone(),
        calls: values.calls,
        errors: values.errors,
        mean_ms: super::report::mean(durations),
        p50_ms: durations.quantile(0.50),
        p95_ms: durations.quantile(0.95),
        p99_ms: durations.quantile(0.99),
        max_ms: durations.max(),
        last_ms: values.last,
    }
}

/// For histograms: whole milliseconds would hide what fast operations do.
pub(super) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}
