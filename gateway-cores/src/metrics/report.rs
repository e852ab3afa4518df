//! What the operations answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dimensions::Dimensions;
use super::histogram::Histogram;
use super::operation_stats::OperationSnapshot;
use super::priority::MetricPriority;
use super::series::{Series, Values};
use super::unit::MetricUnit;

/// What a metric has recorded since the process began, or since it was reset.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct MetricReport {
    /// Namespace, name and dimensions, as `Shop/searches{kind=book}`.
    pub series: String,
    /// What it counts or measures.
    pub unit: MetricUnit,
    /// How much it is worth a slot.
    pub priority: MetricPriority,
    /// The values of its dimensions.
    pub dimensions: Dimensions,
    /// How many values there are.
    pub count: u64,
    /// All values added up.
    pub sum: f64,
    /// The least value; 0 without any.
    pub min: f64,
    /// The greatest value; 0 without any.
    pub max: f64,
    /// The mean; 0 without any.
    pub mean: f64,
    /// What half of the values do not exceed.
    pub p50: f64,
    /// What 95 of 100 values do not exceed.
    pub p95: f64,
    /// What 99 of 100 values do not exceed.
    pub p99: f64,
}

impl MetricReport {
    pub(super) fn of(series: &Series) -> Self {
        let total = series.total();
        Self {
            series: series.id.clone(),
            unit: series.metric.unit(),
            priority: series.metric.priority(),
            dimensions: series.dimensions.clone(),
            count: total.count(),
            sum: total.sum(),
            min: total.min(),
            max: total.max(),
            mean: mean(&total),
            p50: total.quantile(0.50),
            p95: total.quantile(0.95),
            p99: total.quantile(0.99),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of 2^53 is not reached by adding ones")]
pub(super) fn mean(histogram: &Histogram) -> f64 {
    if histogram.is_empty() { 0.0 } else { histogram.sum() / histogram.count() as f64 }
}

/// Everything that has recorded something.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct MetricsSummary {
    /// The metrics with values, by namespace and name.
    pub metrics: Vec<MetricReport>,
    /// How many operations are known; `performance_stats` tells of each.
    pub operations: usize,
    /// Values that were refused: not finite, with another unit, with other dimensions.
    pub rejected: u64,
}

/// How the metrics themselves are doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct MetricsStatus {
    /// Whether documents are written.
    pub enabled: bool,
    /// The namespace of the metrics that name none.
    pub namespace: String,
    /// `service` of every document.
    pub service: Option<String>,
    /// How many series may have data in one hour.
    pub slots: usize,
    /// The least urgent priority that gets a slot.
    pub least_priority: MetricPriority,
    /// Metrics that are declared.
    pub declared: usize,
    /// Series that have a slot in this hour.
    pub active: usize,
    /// Series that wait for one, with values.
    pub waiting: usize,
    /// Documents that were written.
    pub documents: u64,
    /// Bytes of these.
    pub bytes: u64,
    /// Documents that could not be written.
    pub failed_writes: u64,
    /// How often nobody knew whether an hour of a metric may be used.
    pub failed_leases: u64,
    /// Values that were refused.
    pub rejected: u64,
    /// Calls of operations that there was no room for.
    pub overflow: u64,
    /// When the last document was written, in milliseconds since the Unix epoch.
    pub last_flush_ms: Option<u64>,
}

/// What is wrong with the metrics that are declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct MetricsValidation {
    /// Whether nothing is.
    pub valid: bool,
    /// What is wrong, and what to do.
    pub problems: Vec<String>,
}

/// Whether a series has a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Slot {
    /// It has one until the hour ends.
    Active,
    /// It has values, and asks for one when metrics are written next.
    Waiting,
    /// It was refused one until the hour ends: it is a property of the log line, and its values are kept.
    Refused,
    /// It has no values.
    Idle,
    /// It never has one.
    LogOnly,
}

/// Where a series stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Allocation {
    /// Namespace, name and dimensions.
    pub series: String,
    /// How much it is worth a slot.
    pub priority: MetricPriority,
    /// Whether it has one.
    pub slot: Slot,
    /// Whether it is its turn in this hour, if there are more metrics than slots.
    pub turn: bool,
    /// How many values wait for one.
    pub held: u64,
}

/// What a flush wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Flushed {
    /// Documents.
    pub documents: u64,
    /// Bytes of these.
    pub bytes: u64,
    /// Series that they hold as metrics.
    pub metrics: usize,
    /// Series that wait for a slot.
    pub waiting: usize,
}

/// Everything that was recorded, to be kept elsewhere and brought back.
///
/// It is JSON; its members may change from one version of this crate to the next, and another version's is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricsSnapshot {
    pub(super) version: u32,
    pub(super) series: Vec<SeriesSnapshot>,
    pub(super) operations: Vec<OperationSnapshot>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeriesSnapshot {
    pub(super) series: String,
    #[serde(default, skip_serializing_if = "Dimensions::is_empty")]
    pub(super) dimensions: Dimensions,
    pub(super) values: Values,
}

impl JsonSchema for MetricsSnapshot {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "MetricsSnapshot".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "object", "description": "what `snapshot` answered" })
    }
}

/// How metrics are written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// The documents that a flush would write for the series that have a slot.
    Emf,
    /// What `summary` answers.
    Json,
    /// The text format of Prometheus.
    Prometheus,
}
