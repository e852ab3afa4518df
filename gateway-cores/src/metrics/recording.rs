//! The operations that record.

use std::time::Duration;

use gateway_runtime::gateway_op;

use super::definition::Metric;
use super::dimensions::Dimensions;
use super::error::MetricError;
use super::operation_stats::milliseconds;
use super::standard::GatewayMetrics;
use super::store::Metrics;
use super::system;
use super::unit::MetricUnit;

/// Records one value of a declared metric.
///
/// `unit` may repeat the unit of the declaration, and nothing else. `dimensions` are those of the declaration.
///
/// # Errors
/// A value that `CloudWatch` does not take, another unit, other dimensions, or more values of the dimensions than can be kept.
/// Nothing is recorded then; it is counted as rejected.
///
/// ```
/// use gateway_cores::metrics::{GatewayMetrics, Metrics, record};
///
/// let metrics = Metrics::new(std::io::sink());
/// record(&metrics, GatewayMetrics::INIT_TIME, 41.5, None, None)?;
/// assert!(record(&metrics, GatewayMetrics::INIT_TIME, f64::NAN, None, None).is_err());
/// # Ok::<(), gateway_cores::metrics::MetricError>(())
/// ```
#[gateway_op(interface = "metrics", hot)]
#[inline]
pub fn record(
    #[inject] metrics: &Metrics,
    metric: Metric,
    value: f64,
    unit: Option<MetricUnit>,
    dimensions: Option<Dimensions>,
) -> Result<(), MetricError> {
    metrics.record(metric, value, unit, dimensions.as_ref())
}

/// Adds to a counter: `by` events, each of the value 1. For a metric with dimensions take `record`; here it is counted as
/// rejected.
///
/// ```
/// use gateway_cores::metrics::{GatewayMetrics, Metrics, get_metric, increment};
///
/// let metrics = Metrics::new(std::io::sink());
/// increment(&metrics, GatewayMetrics::OPERATION_ERRORS, 3);
/// assert_eq!(get_metric(&metrics, GatewayMetrics::OPERATION_ERRORS)[0].sum, 3.0);
/// ```
#[gateway_op(interface = "metrics", hot)]
#[inline]
pub fn increment(#[inject] metrics: &Metrics, metric: Metric, #[op(default = 1)] by: u64) {
    if by > 0 {
        metrics.add(metric, 1.0, by);
    }
}

/// Records how long a handler ran, as `execution_ms`: a property of the log line, as `AWS/Lambda` publishes `Duration`.
///
/// ```
/// use std::time::Duration;
///
/// use gateway_cores::metrics::{GatewayMetrics, Metrics, get_metric, track_execution_time};
///
/// let metrics = Metrics::new(std::io::sink());
/// track_execution_time(&metrics, Duration::from_millis(12));
/// assert_eq!(get_metric(&metrics, GatewayMetrics::EXECUTION_TIME)[0].max, 12.0);
/// ```
#[gateway_op(interface = "metrics", hot)]
pub fn track_execution_time(#[inject] metrics: &Metrics, duration: Duration) {
    metrics.add(GatewayMetrics::EXECUTION_TIME, milliseconds(duration), 1);
}

/// Records memory as `memory_used_mb`: so many bytes, or the most that the process has had, where the system tells.
///
/// A megabyte is 1,048,576 bytes here, as Lambda counts it.
///
/// ```
/// use gateway_cores::metrics::{GatewayMetrics, Metrics, get_metric, track_memory_usage};
///
/// let metrics = Metrics::new(std::io::sink());
/// track_memory_usage(&metrics, Some(64 * 1_048_576));
/// assert_eq!(get_metric(&metrics, GatewayMetrics::MEMORY_USED)[0].max, 64.0);
/// ```
#[gateway_op(interface = "metrics")]
pub fn track_memory_usage(#[inject] metrics: &Metrics, bytes: Option<u64>) {
    if let Some(bytes) = bytes.or_else(system::peak_resident_bytes) {
        #[expect(clippy::cast_precision_loss, reason = "no memory has 2^53 bytes")]
        metrics.add(GatewayMetrics::MEMORY_USED, bytes as f64 / 1_048_576.0, 1);
    }
}

/// Records the size of an answer, as `response_bytes`.
///
/// ```
/// use gateway_cores::metrics::{GatewayMetrics, Metrics, get_metric, track_response_size};
///
/// let metrics = Metrics::new(std::io::sink());
/// track_response_size(&metrics, 2_048);
/// assert_eq!(get_metric(&metrics, GatewayMetrics::RESPONSE_SIZE)[0].p99, 2_048.0);
/// ```
#[gateway_op(interface = "metrics", hot)]
pub fn track_response_size(#[inject] metrics: &Metrics, bytes: u64) {
    #[expect(clippy::cast_precision_loss, reason = "no answer has 2^53 bytes")]
    metrics.add(GatewayMetrics::RESPONSE_SIZE, bytes as f64, 1);
}

/// Counts invocations, as `invocations`: a property of the log line, as `AWS/Lambda` publishes `Invocations`.
///
/// ```
/// use gateway_cores::metrics::{GatewayMetrics, Metrics, count_invocations, get_metric};
///
/// let metrics = Metrics::new(std::io::sink());
/// count_invocations(&metrics, 1);
/// assert_eq!(get_metric(&metrics, GatewayMetrics::INVOCATIONS)[0].count, 1);
/// ```
#[gateway_op(interface = "metrics", hot)]
pub fn count_invocations(#[inject] metrics: &Metrics, #[op(default = 1)] count: u64) {
    increment(metrics, GatewayMetrics::INVOCATIONS, count);
}

/// Records that an operation ended: how long it took, and whether it succeeded.
///
/// It is told by `performance_stats`, operation by operation, for 256 of them; all together they are the metrics
/// `operation_ms` and `operation_errors`. `dimensions` tell calls of one operation apart in `performance_stats`; they
/// make no further metrics.
///
/// ```
/// use std::time::Duration;
///
/// use gateway_cores::metrics::{Metrics, performance_stats, record_operation_metrics};
///
/// let metrics = Metrics::new(std::io::sink());
/// record_operation_metrics(&metrics, "orders", "place", Duration::from_millis(12), true, None);
/// assert_eq!(performance_stats(&metrics, Some("orders"), None)[0].max_ms, 12.0);
/// ```
#[gateway_op(interface = "metrics", hot)]
pub fn record_operation_metrics(
    #[inject] metrics: &Metrics,
    interface: &str,
    operation: &str,
    duration: Duration,
    success: bool,
    dimensions: Option<Dimensions>,
) {
    metrics.operation((interface, operation), &dimensions.unwrap_or_default(), Some(duration), success);
}
