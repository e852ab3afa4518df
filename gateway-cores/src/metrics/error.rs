//! Why something could not be recorded, or brought back.

use std::error::Error;
use std::fmt;

use super::definition::Metric;
use super::unit::MetricUnit;

/// Why a value was not recorded. It is counted in `status` as rejected.
///
/// ```
/// use gateway_cores::metrics::{GatewayMetrics, MetricUnit, Metrics, record};
///
/// let metrics = Metrics::new(std::io::sink());
/// let error = record(&metrics, GatewayMetrics::MEMORY_USED, 1.0, Some(MetricUnit::Bytes), None).unwrap_err();
/// assert_eq!(error.to_string(), "the metric `memory_used_mb` is in `Megabytes`, not in `Bytes`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MetricError {
    /// The value is no number that `CloudWatch` takes: not finite, or beyond 2^360.
    Value {
        /// The metric.
        metric: Metric,
    },
    /// The metric is declared with another unit.
    Unit {
        /// The metric.
        metric: Metric,
        /// The unit that was given.
        given: MetricUnit,
    },
    /// A dimension that the metric does not have, or that is missing.
    Dimension {
        /// The metric.
        metric: Metric,
        /// The name of the dimension.
        name: String,
        /// Whether it is missing; otherwise it is one too many.
        missing: bool,
        /// The nearest one that the metric has.
        suggestion: Option<&'static str>,
    },
    /// The value of a dimension has not 1 to 1,024 printable ASCII characters, or begins with a colon.
    DimensionValue {
        /// The metric.
        metric: Metric,
        /// The name of the dimension.
        name: String,
    },
    /// The dimensions of the metric have had too many values: each is a metric of its own.
    TooManySeries {
        /// The metric.
        metric: Metric,
    },
    /// What should be restored is no snapshot of these metrics.
    Snapshot {
        /// What is wrong with it.
        problem: &'static str,
    },
}

impl fmt::Display for MetricError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value { metric } => {
                write!(f, "the value for the metric `{metric}` is not finite, or is beyond 2^360")
            }
            Self::Unit { metric, given } => {
                write!(f, "the metric `{metric}` is in `{}`, not in `{given}`", metric.unit())
            }
            Self::Dimension { metric, name, missing: true, .. } => {
                write!(f, "the metric `{metric}` needs the dimension `{name}`")
            }
            Self::Dimension { metric, name, suggestion, .. } => {
                write!(f, "the metric `{metric}` has no dimension `{name}`")?;
                suggestion.map_or(Ok(()), |known| write!(f, ", did you mean `{known}`?"))
            }
            Self::DimensionValue { metric, name } => {
                write!(
                    f,
                    "the dimension `{name}` of the metric `{metric}`: expected 1 to 1024 printable ASCII characters, no \
                     colon first"
                )
            }
            Self::TooManySeries { metric } => {
                write!(
                    f,
                    "the dimensions of the metric `{metric}` have had too many values, each is a metric of its own"
                )
            }
            Self::Snapshot { problem } => write!(f, "the snapshot cannot be restored: {problem}"),
        }
    }
}

impl Error for MetricError {}
