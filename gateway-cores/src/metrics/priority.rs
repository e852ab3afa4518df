//! Which metrics have a slot, when there are more metrics than slots.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::config::SettingValue;

/// How much a metric is worth a slot.
///
/// `CloudWatch` counts a metric by the hours in which it has data, and gives away ten such hours in each hour. Where there
/// are more metrics than slots, those that are not critical take turns, hour by hour; every environment comes to the same
/// turns, without asking. The hours of a day in which it is a metric's turn stand beside its priority.
///
/// ```
/// use gateway_cores::metrics::MetricPriority;
///
/// assert!(MetricPriority::Critical < MetricPriority::Low);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MetricPriority {
    /// All 24: its slot is kept free for it. For what an alarm hangs on. A program has at most
    /// [six](super::MOST_CRITICAL).
    Critical,
    /// 12.
    High,
    /// 4.
    Medium,
    /// 2.
    Low,
    /// None: it is counted, and told as a property of the log line. For detail that `CloudWatch` publishes for nothing, or that
    /// [Logs Insights] can answer.
    ///
    /// [Logs Insights]: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AnalyzingLogData.html
    LogOnly,
}

impl MetricPriority {
    /// The priorities that take slots, the most urgent first.
    pub const WITH_SLOTS: [Self; 4] = [Self::Critical, Self::High, Self::Medium, Self::Low];

    /// How many hours there are from one turn to the next; `None` for what has none.
    pub(super) const fn period(self) -> Option<u64> {
        match self {
            Self::Critical => Some(1),
            Self::High => Some(2),
            Self::Medium => Some(6),
            Self::Low => Some(12),
            Self::LogOnly => None,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::LogOnly => "log_only",
        }
    }
}

impl SettingValue for MetricPriority {
    const EXPECTED: &'static str = "`critical`, `high`, `medium` or `low`";

    fn read(text: &str) -> Option<Self> {
        Self::WITH_SLOTS.into_iter().find(|priority| text.eq_ignore_ascii_case(priority.as_str()))
    }

    fn show(&self) -> Value {
        self.as_str().into()
    }
}
