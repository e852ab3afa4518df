//! The core behind the interface: every series, and what was written of them.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use gateway_runtime::{Core, gateway_core};

use super::definition::{MOST_CRITICAL, Metric};
use super::dimensions::Dimensions;
use super::error::MetricError;
use super::hours::{MetricHours, ProcessHours};
use super::index::Index;
use super::limits::Limits;
use super::operation_stats::{Operations, milliseconds};
use super::output::Output;
use super::plan::Emission;
use super::priority::MetricPriority;
use super::series::Series;
use super::settings::MetricsSettings;
use super::standard::GatewayMetrics;
use super::table;
use super::unit::MetricUnit;
use crate::config::Config;

/// The most series of one metric with dimensions.
const MOST_SERIES: usize = 64;

/// What `CloudWatch` takes as a value: -2^360 to 2^360 ([MetricDatum]).
///
/// [MetricDatum]: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
const GREATEST: f64 = f64::from_bits((1_023 + 360) << 52);

/// Counts and measures, and writes what it knows once a minute, as documents in the [Embedded Metric Format] on stdout.
///
/// - It never writes more series in an hour than there are slots, ten unless configured otherwise. Series without a slot
///   are properties of the document meanwhile; their values are kept, and written when it is their turn.
/// - Recording takes a lock of the one series, and neither allocates nor asks anybody. It is `Sync`: any thread may record.
/// - Nothing is written unless [`flush`](super::flush) is called: by a host, after each invocation and when it ends.
///
/// Operations receive the process's own. A test makes one for itself:
///
/// ```
/// use gateway_cores::metrics::{GatewayMetrics, Metrics, get_metric, track_response_size};
///
/// let metrics = Metrics::new(std::io::sink());
/// track_response_size(&metrics, 512);
/// assert_eq!(get_metric(&metrics, GatewayMetrics::RESPONSE_SIZE)[0].sum, 512.0);
/// ```
///
/// [Embedded Metric Format]: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
#[gateway_core]
pub struct Metrics {
    pub(super) namespace: String,
    pub(super) service: Option<String>,
    pub(super) memory_limit: Option<u64>,
    /// The declared metrics without dimensions.
    series: Vec<Series>,
    index: Index,
    /// Those with dimensions, and those that the table does not know.
    further: Mutex<BTreeMap<String, BTreeMap<Dimensions, Arc<Series>>>>,
    pub(super) operations: Operations,
    pub(super) limits: Limits,
    pub(super) emission: Mutex<Emission>,
    pub(super) flushing: AtomicBool,
    pub(super) hours: RwLock<Arc<dyn MetricHours>>,
    pub(super) output: Output,
    rejected: AtomicU64,
    clock: Box<dyn Fn() -> SystemTime + Send + Sync>,
}

impl Metrics {
    /// The metrics of this process, on stdout.
    fn build(config: &Config) -> Self {
        config.on_change(|config| {
            let Ok(metrics) = Self::get();
            metrics.limits.follow(&config.section_or_defaults().0);
        });
        Self::configured(config, io::stdout())
    }

    /// Metrics as they are by default, whose documents go to `sink`, each by one call of `write_all`.
    pub fn new(sink: impl Write + Send + 'static) -> Self {
        Self::configured(&Config::from_variables([]), sink)
    }

    /// Metrics as they are configured, whose documents go to `sink`.
    ///
    /// ```
    /// use gateway_cores::config::Config;
    /// use gateway_cores::metrics::{Metrics, status};
    ///
    /// let config = Config::from_variables([("POWERTOOLS_METRICS_NAMESPACE", "Shop")]);
    /// assert_eq!(status(&Metrics::configured(&config, std::io::sink())).namespace, "Shop");
    /// ```
    pub fn configured(config: &Config, sink: impl Write + Send + 'static) -> Self {
        let (settings, bad) = config.section_or_defaults::<MetricsSettings>();
        for bad in bad {
            tracing::warn!("{bad}; its default is used");
        }
        let limits = Limits::of(&settings);
        let namespace = settings.namespace.0;
        let (mut series, mut places) = (Vec::<Series>::new(), Vec::new());
        for metric in table::all().iter().filter(|metric| metric.dimensions().is_empty()) {
            let new = Series::new(*metric, Dimensions::default(), &namespace);
            // Two tables can declare one metric.
            let place = series.iter().position(|known| known.id == new.id).unwrap_or(series.len());
            if place == series.len() {
                series.push(new);
            }
            places.push((*metric, place));
        }
        // Lambda counts a megabyte as 1,048,576 bytes.
        let memory_limit = config
            .variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
            .and_then(|text| text.trim().parse::<u64>().ok())
            .map(|megabytes| megabytes.saturating_mul(1_048_576));
        Self {
            namespace,
            service: settings.service,
            memory_limit,
            index: Index::new(&places),
            series,
            further: Mutex::default(),
            operations: Operations::default(),
            limits,
            emission: Mutex::default(),
            flushing: AtomicBool::new(false),
            hours: RwLock::new(Arc::new(ProcessHours::default())),
            output: Output::new(Box::new(sink)),
            rejected: AtomicU64::new(0),
            clock: Box::new(SystemTime::now),
        }
    }

    /// The same metrics with another clock: time in a test passes when the test says so.
    #[must_use]
    pub fn with_clock(self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self { clock: Box::new(now), ..self }
    }

    /// Asks `hours` from now on whether a series may have data in an hour.
    pub fn use_hours(&self, hours: impl MetricHours) {
        *self.hours.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(hours);
    }

    /// Milliseconds since the Unix epoch; 0 before it.
    pub(super) fn now(&self) -> u64 {
        let since = (self.clock)().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    }

    /// Adds `value` to a metric without dimensions, `count` times. What cannot be added is counted.
    #[inline]
    pub(super) fn add(&self, metric: Metric, value: f64, count: u64) {
        match self.index.get(metric) {
            Some(place) if is_taken(value) => self.series[place].record(value, count),
            _ => self.add_slowly(metric, value, count),
        }
    }

    #[cold]
    fn add_slowly(&self, metric: Metric, value: f64, count: u64) {
        // The error is counted where it is made.
        _ = self.add_with(metric, value, count, &Dimensions::default());
    }

    /// Adds `value` to the series that these dimensions make.
    pub(super) fn add_with(
        &self,
        metric: Metric,
        value: f64,
        count: u64,
        dimensions: &Dimensions,
    ) -> Result<(), MetricError> {
        dimensions.check(metric).map_err(|error| self.reject(error))?;
        if !is_taken(value) {
            return Err(self.reject(MetricError::Value { metric }));
        }
        self.further_series(metric, dimensions).map_err(|error| self.reject(error))?.record(value, count);
        Ok(())
    }

    #[inline]
    pub(super) fn record(
        &self,
        metric: Metric,
        value: f64,
        unit: Option<MetricUnit>,
        dimensions: Option<&Dimensions>,
    ) -> Result<(), MetricError> {
        if let Some(given) = unit.filter(|given| *given != metric.unit()) {
            return Err(self.reject(MetricError::Unit { metric, given }));
        }
        match (self.index.get(metric), dimensions.filter(|dimensions| !dimensions.is_empty())) {
            (Some(place), None) if is_taken(value) => {
                self.series[place].record(value, 1);
                Ok(())
            }
            _ => self.add_with(metric, value, 1, dimensions.unwrap_or(&Dimensions::default())),
        }
    }

    #[cold]
    pub(super) fn reject(&self, error: MetricError) -> MetricError {
        self.rejected.fetch_add(1, Relaxed);
        error
    }

    pub(super) fn rejected(&self) -> u64 {
        self.rejected.load(Relaxed)
    }

    fn lock_further(&self) -> MutexGuard<'_, BTreeMap<String, BTreeMap<Dimensions, Arc<Series>>>> {
        // Nothing panics while it holds the lock, so a poisoned one is intact.
        self.further.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn further_series(&self, metric: Metric, dimensions: &Dimensions) -> Result<Arc<Series>, MetricError> {
        let mut further = self.lock_further();
        let name = metric.to_string();
        let known = further.entry(name).or_default();
        if let Some(series) = known.get(dimensions) {
            return Ok(Arc::clone(series));
        }
        if known.len() == MOST_SERIES {
            return Err(MetricError::TooManySeries { metric });
        }
        let series = Arc::new(Series::new(metric, dimensions.clone(), &self.namespace));
        known.insert(dimensions.clone(), Arc::clone(&series));
        Ok(series)
    }

    /// Every series, by namespace and name.
    pub(super) fn all(&self) -> Vec<Held<'_>> {
        let mut all: Vec<_> = self.series.iter().map(Held::Declared).collect();
        all.extend(self.lock_further().values().flat_map(BTreeMap::values).map(Arc::clone).map(Held::Further));
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// The series of a metric.
    pub(super) fn of(&self, metric: Metric) -> Vec<Held<'_>> {
        if let Some(place) = self.index.get(metric) {
            return vec![Held::Declared(&self.series[place])];
        }
        let further = self.lock_further();
        let known = further.get(&metric.to_string()).into_iter().flat_map(BTreeMap::values);
        known.map(|series| Held::Further(Arc::clone(series))).collect()
    }

    /// The series whose slots are kept for them.
    pub(super) fn critical(&self) -> Vec<String> {
        let critical = self.series.iter().filter(|series| series.metric.priority() == MetricPriority::Critical);
        critical.take(MOST_CRITICAL).map(|series| series.id.clone()).collect()
    }

    /// Counts the end of an operation.
    pub(super) fn operation(
        &self,
        names: (&str, &str),
        dimensions: &Dimensions,
        duration: Option<Duration>,
        success: bool,
    ) {
        let duration = duration.map(milliseconds);
        self.operations.record(names, dimensions, duration, success, self.now());
        if let Some(duration) = duration {
            self.add(GatewayMetrics::OPERATION_TIME, duration, 1);
        }
        if !success {
            self.add(GatewayMetrics::OPERATION_ERRORS, 1.0, 1);
        }
    }

    /// The series that a snapshot names, if it can be one.
    pub(super) fn restored(&self, name: &str, dimensions: &Dimensions) -> Option<Held<'_>> {
        let metric = table::all()
            .iter()
            .copied()
            .find(|metric| format!("{}/{}", metric.namespace().unwrap_or(&self.namespace), metric.name()) == name)?;
        dimensions.check(metric).ok()?;
        match self.index.get(metric) {
            Some(place) => Some(Held::Declared(&self.series[place])),
            None => self.further_series(metric, dimensions).ok().map(Held::Further),
        }
    }
}

/// Counts an error of an operation, of which nothing else is known.
#[cfg(feature = "utility")]
pub(crate) fn count_error(interface: &str, operation: &str) {
    let Ok(metrics) = Metrics::get();
    metrics.operation((interface, operation), &Dimensions::default(), None, false);
}

/// Whether `CloudWatch` takes a value; what is no number it does not.
#[inline]
fn is_taken(value: f64) -> bool {
    value.abs() <= GREATEST
}

/// A series, wherever it is kept.
pub(super) enum Held<'a> {
    Declared(&'a Series),
    Further(Arc<Series>),
}

impl std::ops::Deref for Held<'_> {
    type Target = Series;

    fn deref(&self) -> &Series {
        match self {
            Self::Declared(series) => series,
            Self::Further(series) => series,
        }
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").field("namespace", &self.namespace).finish_non_exhaustive()
    }
}
