//! Metrics with a clock and a sink of one's own.

mod documents;
mod hours;
mod keeping;
mod recording;
mod schema;
mod slots;

use std::io;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use serde_json::Value;

use super::Metrics;
use crate::config::Config;

crate::metrics! {
    /// Two that are critical, one of each other kind, and more than there are slots.
    struct TestMetrics in "Test" {
        ALARM: "alarm", Percent, Critical;
        /// Orders that were placed.
        ORDERS: "orders", Count, Critical;
        LATENCY: "latency", Milliseconds, High;
        BY_KIND: "by_kind", Count, Low, by ["kind"];
        BY_TWO: "by_two", Count, Low, by ["kind", "place"];
        DETAIL: "detail", Bytes, LogOnly;
        M1: "m1", Count, Medium;
        M2: "m2", Count, Medium;
        M3: "m3", Count, Medium;
        M4: "m4", Count, Medium;
        M5: "m5", None, Medium;
        M6: "m6", Count, Medium;
        L1: "l1", Count, Low;
        L2: "l2", Count, Low;
        L3: "l3", Count, Low;
        L4: "l4", Count, Low;
        L5: "l5", Count, Low;
        L6: "l6", Count, Low;
    }
}

/// A full hour.
const START: u64 = 1_763_920_800_000;
const MINUTE: u64 = 60_000;
const HOUR: u64 = 3_600_000;

/// Metrics, what they have written, and their time in milliseconds.
struct Rig {
    metrics: Metrics,
    lines: Lines,
    time: Arc<AtomicU64>,
}

impl Rig {
    fn new(variables: &[(&str, &str)]) -> Self {
        let (lines, time) = (Lines::default(), Arc::new(AtomicU64::new(START)));
        let clock = Arc::clone(&time);
        let metrics = Metrics::configured(&Config::from_variables(variables.iter().copied()), lines.clone())
            .with_clock(move || UNIX_EPOCH + Duration::from_millis(clock.load(Relaxed)));
        Self { metrics, lines, time }
    }

    fn pass(&self, milliseconds: u64) {
        self.time.fetch_add(milliseconds, Relaxed);
    }

    /// Lets a minute pass and writes; the documents, each checked.
    fn next_minute(&self) -> Vec<Value> {
        self.pass(MINUTE);
        self.flush(false)
    }

    fn flush(&self, at_once: bool) -> Vec<Value> {
        let before = self.lines.0.lock().unwrap().len();
        let flushed = wait(super::flush(&self.metrics, at_once));
        let lines = self.lines.0.lock().unwrap()[before..].to_vec();
        assert_eq!(flushed.documents, lines.len() as u64);
        assert_eq!(flushed.bytes, lines.iter().map(|line| line.len() as u64).sum::<u64>());
        lines.iter().map(|line| schema::checked(line)).collect()
    }
}

/// Each line by itself.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<Vec<u8>>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// The names of a document's metrics.
fn names(document: &Value) -> Vec<String> {
    let metrics = document["_aws"]["CloudWatchMetrics"][0]["Metrics"].as_array();
    metrics.into_iter().flatten().map(|metric| metric["Name"].as_str().unwrap().to_owned()).collect()
}

/// Values and counts of a metric in a document, whatever form they have.
fn observed(value: &Value) -> (f64, u64) {
    let numbers = |value: &Value| value.as_array().unwrap().iter().map(|it| it.as_f64().unwrap()).collect::<Vec<_>>();
    match value {
        Value::Number(number) => (number.as_f64().unwrap(), 1),
        Value::Array(items) => (numbers(value).iter().sum(), items.len() as u64),
        _ => {
            let counts = value["Counts"].as_array().unwrap().iter().map(|count| count.as_u64().unwrap());
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let sum =
                numbers(&value["Values"]).into_iter().zip(counts.clone()).map(|(value, count)| value * count as f64);
            (sum.sum(), counts.sum())
        }
    }
}
