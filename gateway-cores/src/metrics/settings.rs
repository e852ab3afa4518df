//! What the configuration says about metrics.

use serde_json::Value;

use super::definition;
use super::priority::MetricPriority;
use crate::config::SettingValue;

crate::settings! {
    /// What can be set of the metrics.
    pub(super) struct MetricsSettings in "metrics" {
        /// Namespace of the metrics that name none themselves; holds from the start of the process on.
        #[env("GATEWAY_METRICS_NAMESPACE", "POWERTOOLS_METRICS_NAMESPACE")]
        pub(super) namespace: Namespace = Namespace("Gateway".to_owned()),
        /// `service` of every document, a property and no dimension; holds from the start of the process on.
        #[env("GATEWAY_SERVICE_NAME", "POWERTOOLS_SERVICE_NAME")]
        pub(super) service: Option<String>,
        /// Whether nothing is written. What is recorded is counted all the same.
        #[env("GATEWAY_METRICS_DISABLED", "POWERTOOLS_METRICS_DISABLED")]
        pub(super) disabled: bool = false,
        /// How many metrics may have data in one hour. Ten cost nothing, for all functions of the account together.
        #[env("GATEWAY_METRICS_SLOTS")]
        pub(super) slots: u16 = 10,
        /// The least urgent metrics that still get a slot: `critical`, `high`, `medium` or `low`.
        #[env("GATEWAY_METRICS_PRIORITY")]
        pub(super) priority: MetricPriority = MetricPriority::Low,
    }
}

/// A namespace that `CloudWatch` takes.
pub(super) struct Namespace(pub(super) String);

impl SettingValue for Namespace {
    const EXPECTED: &'static str = "1 to 255 letters, digits and `._-/#:`, not `:` first and not `AWS/`";

    fn read(text: &str) -> Option<Self> {
        definition::is_namespace(text).then(|| Self(text.to_owned()))
    }

    fn show(&self) -> Value {
        self.0.as_str().into()
    }
}
