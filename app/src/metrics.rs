//! What the app measures of its budget and of its starts, and who says which metrics have an hour.

use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

use gateway_cores::metrics::{GatewayMetrics, HoursWanted, Metric, MetricHours, MetricHoursFuture, Metrics};
use gateway_free_tier::guard::FreeTier;
use gateway_free_tier::store::DynamoDbStore;
use gateway_lambda::initialization::{self, Stage};
use gateway_runtime::Core;

use crate::gateway::{metrics_flush, record_metric};

gateway_cores::metrics! {
    /// What an alarm may hang on.
    pub struct BudgetMetrics {
        /// Requests that are used or leased, of the month's budget.
        REQUESTS: "budget_requests_pct", Percent, Critical;
        /// Memory by time that is used or leased, of the month's budget.
        GB_SECONDS: "budget_gbs_pct", Percent, Critical;
        /// Invocations that were refused.
        REFUSED: "refused", Count, Critical;
        /// The most that was leased by environments that ended without giving it back, of the month's budget.
        LEAKED: "leaked_pct", Percent, Critical;
    }
}

/// Counts hours where the budget is kept, if that is a table of the account.
pub fn count_hours(free_tier: &FreeTier) {
    if let Some(table) = free_tier.table() {
        let Ok(metrics) = Metrics::get();
        metrics.use_hours(Table(table.clone()));
    }
}

/// After an invocation: records what is known without asking anybody, and writes it if it is time.
pub async fn invoked(free_tier: &FreeTier) {
    take(free_tier);
    metrics_flush(false).await;
}

/// At the end: writes what has not been written.
pub async fn ended(free_tier: &FreeTier) {
    take(free_tier);
    metrics_flush(true).await;
}

fn take(free_tier: &FreeTier) {
    static STARTED: Once = Once::new();
    /// How many refusals are recorded.
    static REFUSED: AtomicU64 = AtomicU64::new(0);

    STARTED.call_once(|| {
        let stages = initialization::stages();
        let before = stages.iter().filter(|it| it.finished && matches!(it.stage, Stage::Starting | Stage::Warming));
        record(GatewayMetrics::INIT_TIME, before.map(|it| it.milliseconds).sum());
    });
    let known = free_tier.last_known();
    let before = REFUSED.swap(known.refused, Ordering::Relaxed);
    let refused = u32::try_from(known.refused.saturating_sub(before)).unwrap_or(u32::MAX);
    record(BudgetMetrics::REFUSED, refused.into());
    if let Some(pool) = known.pool {
        record(BudgetMetrics::REQUESTS, pool.requests_percent);
        record(BudgetMetrics::GB_SECONDS, pool.mb_ms_percent);
        record(BudgetMetrics::LEAKED, pool.leaked_percent);
    }
}

fn record(metric: Metric, value: f64) {
    // What is no number is counted where it is rejected.
    drop(record_metric(metric, value, None, None));
}

/// The table counts the hours of the whole account.
struct Table(DynamoDbStore);

impl MetricHours for Table {
    fn lease<'a>(&'a self, wanted: &'a HoursWanted) -> MetricHoursFuture<'a> {
        Box::pin(async move {
            let HoursWanted { hour, series, critical, slots } = wanted;
            Ok(self.0.lease_series(*hour, series, critical, *slots).await?)
        })
    }
}
