//! The operations that tell, and those that write.

use std::time::Duration;

use gateway_runtime::gateway_op;

use super::definition::{MOST_CRITICAL, Metric};
use super::error::MetricError;
use super::operation_stats::OperationReport;
use super::priority::MetricPriority;
use super::report::{
    Allocation, ExportFormat, Flushed, MetricReport, MetricsSnapshot, MetricsStatus, MetricsSummary, MetricsValidation,
    SeriesSnapshot, Slot,
};
use super::series::Series;
use super::store::Metrics;
use super::system::{self, SystemMetrics};
use super::{prometheus, table};

/// The version of snapshots that this crate writes and reads.
const SNAPSHOT_VERSION: u32 = 1;

/// What a metric has recorded: one report, or one for each set of values of its dimensions.
///
/// ```
/// use gateway_cores::metrics::{GatewayMetrics, Metrics, get_metric, track_response_size};
///
/// let metrics = Metrics::new(std::io::sink());
/// for size in 1..=100 {
///     track_response_size(&metrics, size);
/// }
/// let report = &get_metric(&metrics, GatewayMetrics::RESPONSE_SIZE)[0];
/// assert_eq!((report.count, report.min, report.max, report.mean), (100, 1.0, 100.0, 50.5));
/// assert!((report.p95 - 95.0).abs() < 3.0);
/// ```
#[gateway_op(interface = "metrics")]
pub fn get_metric(#[inject] metrics: &Metrics, metric: Metric) -> Vec<MetricReport> {
    metrics.of(metric).iter().map(|series| MetricReport::of(series)).collect()
}

/// Everything that has recorded something since the process began, or since it was reset.
///
/// ```
/// use gateway_cores::metrics::{Metrics, count_invocations, summary};
///
/// let metrics = Metrics::new(std::io::sink());
/// count_invocations(&metrics, 1);
/// assert_eq!(summary(&metrics).metrics[0].series, "Gateway/invocations");
/// ```
#[gateway_op(interface = "metrics")]
pub fn summary(#[inject] metrics: &Metrics) -> MetricsSummary {
    let reports =
        metrics.all().iter().map(|series| MetricReport::of(series)).filter(|report| report.count > 0).collect();
    MetricsSummary {
        metrics: reports,
        operations: metrics.operations.reports(None, 0).len(),
        rejected: metrics.rejected(),
    }
}

/// How operations have done, by name: all, or those of an interface (`orders`), or one (`orders.place`); with `since`, those
/// that ran within that time.
///
/// ```
/// use std::time::Duration;
///
/// use gateway_cores::metrics::{Metrics, performance_stats, record_operation_metrics};
///
/// let metrics = Metrics::new(std::io::sink());
/// record_operation_metrics(&metrics, "orders", "place", Duration::from_millis(12), false, None);
/// let stats = &performance_stats(&metrics, Some("orders.place"), Some(Duration::from_secs(60)))[0];
/// assert_eq!((stats.calls, stats.errors), (1, 1));
/// ```
#[gateway_op(interface = "metrics")]
pub fn performance_stats(
    #[inject] metrics: &Metrics,
    filter: Option<&str>,
    since: Option<Duration>,
) -> Vec<OperationReport> {
    let since = since.and_then(|since| u64::try_from(since.as_millis()).ok());
    metrics.operations.reports(filter, since.map_or(0, |since| metrics.now().saturating_sub(since)))
}

/// What the process takes of the system: memory, processor time, threads, files. It is read from `/proc`.
///
/// ```
/// use gateway_cores::metrics::{Metrics, system_metrics};
///
/// let system = system_metrics(&Metrics::new(std::io::sink()));
/// assert!(system.peak_resident_bytes >= system.resident_bytes);
/// ```
#[gateway_op(interface = "metrics")]
pub fn system_metrics(#[inject] metrics: &Metrics) -> SystemMetrics {
    system::read(metrics.memory_limit)
}

/// Everything that is known, as text. Nothing counts as written by that.
///
/// ```
/// use gateway_cores::metrics::{ExportFormat, Metrics, count_invocations, export};
///
/// let metrics = Metrics::new(std::io::sink());
/// count_invocations(&metrics, 2);
/// assert!(export(&metrics, ExportFormat::Prometheus).contains("Gateway_invocations_count 2\n"));
/// ```
#[gateway_op(interface = "metrics")]
#[expect(clippy::missing_panics_doc, reason = "what cannot be written as JSON is not in it")]
pub fn export(#[inject] metrics: &Metrics, format: ExportFormat) -> String {
    match format {
        ExportFormat::Emf => metrics.preview(),
        ExportFormat::Json => {
            serde_json::to_string(&summary(metrics)).expect("texts and numbers can be written as JSON")
        }
        ExportFormat::Prometheus => prometheus::text(&summary(metrics).metrics),
    }
}

/// Forgets what metrics have recorded, all of them or these; how many had recorded something. Without `names` the
/// operations are forgotten too. What was not written yet is lost.
///
/// ```
/// use gateway_cores::metrics::{GatewayMetrics, Metrics, count_invocations, reset, summary};
///
/// let metrics = Metrics::new(std::io::sink());
/// count_invocations(&metrics, 2);
/// assert_eq!(reset(&metrics, Some(vec![GatewayMetrics::INVOCATIONS])), 1);
/// assert!(summary(&metrics).metrics.is_empty());
/// ```
#[gateway_op(interface = "metrics")]
pub fn reset(#[inject] metrics: &Metrics, names: Option<Vec<Metric>>) -> usize {
    let series = if let Some(names) = names {
        names.into_iter().flat_map(|metric| metrics.of(metric)).collect()
    } else {
        metrics.operations.reset();
        metrics.all()
    };
    series.iter().filter(|series| !series.snapshot().is_empty()).map(|series| series.reset()).count()
}

/// How the metrics themselves are doing: whether they are written, where, and how much of it.
///
/// ```
/// use gateway_cores::metrics::{Metrics, status};
///
/// let status = status(&Metrics::new(std::io::sink()));
/// assert_eq!((status.enabled, status.slots, status.documents), (true, 10, 0));
/// ```
#[gateway_op(interface = "metrics")]
pub fn status(#[inject] metrics: &Metrics) -> MetricsStatus {
    let allocation = allocation(metrics);
    let slots = |slot: Slot| allocation.iter().filter(|it| it.slot == slot).count();
    let emission = metrics.emission();
    MetricsStatus {
        enabled: metrics.limits.enabled(),
        namespace: metrics.namespace.clone(),
        service: metrics.service.clone(),
        slots: metrics.limits.slots(),
        least_priority: metrics.limits.least(),
        declared: table::all().len(),
        active: slots(Slot::Active),
        waiting: slots(Slot::Waiting) + slots(Slot::Refused),
        documents: metrics.output.documents(),
        bytes: metrics.output.bytes(),
        failed_writes: metrics.output.failed(),
        failed_leases: emission.failed_leases(),
        rejected: metrics.rejected(),
        overflow: metrics.operations.overflow(),
        last_flush_ms: emission.last_flush(),
    }
}

/// What is wrong with the metrics that all crates of the program declare together; each table alone the compiler has checked.
///
/// ```
/// use gateway_cores::metrics::{Metrics, validate};
///
/// assert!(validate(&Metrics::new(std::io::sink())).valid);
/// ```
#[gateway_op(interface = "metrics")]
pub fn validate(#[inject] metrics: &Metrics) -> MetricsValidation {
    let mut problems = Vec::new();
    let name = |metric: Metric| (metric.namespace().unwrap_or(&metrics.namespace), metric.name());
    let mut all = table::all().to_vec();
    all.sort_by_key(|metric| name(*metric));
    for pair in all.windows(2).filter(|pair| name(pair[0]) == name(pair[1])) {
        problems.push(format!("the metric `{}` is declared twice: what both record is added up", pair[0]));
    }
    let critical = all.iter().filter(|metric| metric.priority() == MetricPriority::Critical).count();
    if critical > MOST_CRITICAL {
        problems
            .push(format!("{critical} metrics are critical, at most {MOST_CRITICAL} can keep a slot for themselves"));
    }
    let slots = metrics.limits.slots();
    if metrics.limits.enabled() && slots < critical.min(MOST_CRITICAL) {
        problems
            .push(format!("{critical} metrics are critical, and there are {slots} slots: set `GATEWAY_METRICS_SLOTS`"));
    }
    MetricsValidation { valid: problems.is_empty(), problems }
}

/// Everything that was recorded, written or not, to be kept where it outlives the process: a file in `/tmp`, a table.
///
/// ```
/// use gateway_cores::metrics::{Metrics, count_invocations, restore, snapshot, summary};
///
/// let metrics = Metrics::new(std::io::sink());
/// count_invocations(&metrics, 2);
/// let kept = serde_json::to_string(&snapshot(&metrics)).unwrap();
///
/// let next = Metrics::new(std::io::sink());
/// assert_eq!(restore(&next, serde_json::from_str(&kept).unwrap())?, 1);
/// assert_eq!(summary(&next), summary(&metrics));
/// # Ok::<(), gateway_cores::metrics::MetricError>(())
/// ```
#[gateway_op(interface = "metrics")]
pub fn snapshot(#[inject] metrics: &Metrics) -> MetricsSnapshot {
    let series = metrics.all().iter().map(|series| snapshot_of(series)).filter(|it| !it.values.is_empty()).collect();
    MetricsSnapshot { version: SNAPSHOT_VERSION, series, operations: metrics.operations.snapshot() }
}

fn snapshot_of(series: &Series) -> SeriesSnapshot {
    let name = series.id.strip_suffix(&series.dimensions.to_string()).unwrap_or(&series.id);
    SeriesSnapshot { series: name.to_owned(), dimensions: series.dimensions.clone(), values: series.snapshot() }
}

/// Puts what a snapshot holds in the place of what was recorded since; how many series that are. What is no longer declared is
/// left out.
///
/// # Errors
/// It is no snapshot that this version of the crate writes. Nothing has changed then.
#[gateway_op(interface = "metrics")]
pub fn restore(#[inject] metrics: &Metrics, snapshot: MetricsSnapshot) -> Result<usize, MetricError> {
    let refuse = |problem| Err(MetricError::Snapshot { problem });
    if snapshot.version != SNAPSHOT_VERSION {
        return refuse("another version of this crate has written it");
    }
    let sound = snapshot.series.iter().all(|series| series.values.is_sound())
        && snapshot.operations.iter().all(super::operation_stats::OperationSnapshot::is_sound);
    if !sound {
        return refuse("its numbers contradict one another");
    }
    let restored = snapshot
        .series
        .into_iter()
        .filter_map(|kept| metrics.restored(&kept.series, &kept.dimensions).map(|series| series.restore(kept.values)));
    let restored = restored.count();
    metrics.operations.restore(snapshot.operations);
    Ok(restored)
}

/// Which series have a slot in this hour, and which wait for one.
///
/// ```
/// use gateway_cores::metrics::{Metrics, Slot, allocation, track_response_size};
///
/// let metrics = Metrics::new(std::io::sink());
/// track_response_size(&metrics, 512);
/// let waiting: Vec<_> = allocation(&metrics).into_iter().filter(|it| it.slot == Slot::Waiting).collect();
/// assert_eq!(waiting[0].series, "Gateway/response_bytes");
/// ```
#[gateway_op(interface = "metrics")]
pub fn allocation(#[inject] metrics: &Metrics) -> Vec<Allocation> {
    let mut emission = metrics.emission();
    emission.enter(metrics.now());
    let slot = |series: &Series| match emission.answer(&series.id) {
        _ if series.metric.priority() == MetricPriority::LogOnly => Slot::LogOnly,
        Some(true) => Slot::Active,
        Some(false) => Slot::Refused,
        None if series.is_pending() => Slot::Waiting,
        None => Slot::Idle,
    };
    let of = |series: &Series| Allocation {
        series: series.id.clone(),
        priority: series.metric.priority(),
        slot: slot(series),
        turn: emission.is_turn(series),
        held: series.held(),
    };
    metrics.all().iter().map(|series| of(series)).collect()
}

/// Lets the turns of a priority begin an hour earlier, in this environment; where the series stand then.
///
/// A series that has a slot keeps it until the hour ends, as the hour counts already.
///
/// ```
/// use gateway_cores::metrics::{MetricPriority, Metrics, rotate};
///
/// let allocation = rotate(&Metrics::new(std::io::sink()), MetricPriority::Medium);
/// assert!(allocation.iter().any(|it| it.series == "Gateway/memory_used_mb"));
/// ```
#[gateway_op(interface = "metrics")]
pub fn rotate(#[inject] metrics: &Metrics, priority: MetricPriority) -> Vec<Allocation> {
    metrics.emission().shift(priority);
    allocation(metrics)
}

/// Writes what was recorded since the last time, if that is a minute ago, or `at_once`.
///
/// A host calls it after each invocation, and with `at_once` when the environment ends. Until a minute has passed it reads
/// the clock and does nothing else. Once an hour for each metric it asks [who may use the hour](super::MetricHours).
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use gateway_cores::metrics::{Metrics, flush, track_response_size};
///
/// let metrics = Metrics::new(std::io::stdout());
/// track_response_size(&metrics, 512);
/// let flushed = flush(&metrics, false).await;
/// assert_eq!((flushed.documents, flushed.metrics), (1, 1));
/// assert_eq!(flush(&metrics, false).await.documents, 0);
/// # });
/// ```
#[gateway_op(interface = "metrics")]
pub async fn flush(#[inject] metrics: &Metrics, #[op(default = false)] at_once: bool) -> Flushed {
    metrics.write_out(at_once).await
}
