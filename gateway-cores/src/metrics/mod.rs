//! The interface `metrics`: counting and measuring, without ever paying for it.
//!
//! Metrics are declared in a table that the compiler checks, [`metrics!`](crate::metrics!), and written once a minute as
//! documents in the Embedded Metric Format, which `CloudWatch` reads out of the log:
//!
//! ```standalone_crate
//! gateway_runtime::gateway! { pub Gateway { gateway_cores::metrics } }
//! use gateway::*;
//!
//! gateway_cores::metrics! {
//!     /// What the shop measures.
//!     pub struct ShopMetrics in "Shop" {
//!         /// Orders that were placed.
//!         ORDERS: "orders", Count, Critical;
//!         /// How long it took until a payment was through.
//!         PAYMENT_TIME: "payment_ms", Milliseconds, High;
//!     }
//! }
//!
//! fn main() {
//!     metrics_increment(ShopMetrics::ORDERS, 1);
//!     record_metric(ShopMetrics::PAYMENT_TIME, 81.5, None, None).unwrap();
//!
//!     // By name, a mistake is told.
//!     let error = try_execute_now(GatewayInterface::Metrics, "increment", r#"{"metric": "ordrs"}"#).unwrap_err();
//!     assert!(error.to_string().contains("did you mean `orders`?"), "{error}");
//! }
//! ```
//!
//! # What it costs
//! `CloudWatch` bills a metric for each hour in which it has data, and gives away ten such hours in each hour, to a whole
//! account. See [`MetricPriority`] for who has one of the ten, and [`MetricHours`] for how an account keeps to them.
//!
//! # What a host does
//! It calls [`flush`](flush()) after each invocation, and with `at_once` when the environment ends. Nothing else writes.
//!
//! # Threads
//! [`Metrics`] is `Sync`: any number of threads may record, and each series has a lock of its own.

mod definition;
mod dimensions;
mod emf;
mod error;
mod flushing;
mod histogram;
mod hours;
mod index;
mod limits;
mod operation_stats;
mod operations;
mod output;
mod plan;
mod priority;
mod prometheus;
mod recording;
mod report;
mod rotation;
mod series;
mod settings;
mod standard;
mod store;
mod system;
mod table;
#[cfg(test)]
mod tests;
mod unit;

#[doc(hidden)]
pub mod __private {
    pub use inventory;

    pub use super::definition::{Definition, check};
    pub use super::table::Declared;
}

pub use definition::{MOST_CRITICAL, Metric};
pub use dimensions::Dimensions;
pub use error::MetricError;
pub use hours::{HoursWanted, MetricHours, MetricHoursFuture, ProcessHours};
pub use operation_stats::OperationReport;
pub use operations::{
    allocation, export, flush, get_metric, performance_stats, reset, restore, rotate, snapshot, status, summary,
    system_metrics, validate,
};
pub use priority::MetricPriority;
pub use recording::{
    count_invocations, increment, record, record_operation_metrics, track_execution_time, track_memory_usage,
    track_response_size,
};
pub use report::{
    Allocation, ExportFormat, Flushed, MetricReport, MetricsSnapshot, MetricsStatus, MetricsSummary, MetricsValidation,
    Slot,
};
pub use standard::GatewayMetrics;
pub use store::Metrics;
#[cfg(feature = "utility")]
pub(crate) use store::count_error;
pub use system::SystemMetrics;
pub use unit::MetricUnit;

gateway_runtime::gateway_interface! { pub metrics {
    recording::record as record_metric,
    recording::increment,
    recording::track_execution_time,
    recording::track_memory_usage,
    recording::track_response_size,
    recording::count_invocations,
    recording::record_operation_metrics,
    operations::get_metric,
    operations::summary,
    operations::summary as get_metrics_summary,
    operations::performance_stats,
    operations::performance_stats as get_performance_stats,
    operations::system_metrics,
    operations::system_metrics as get_system_metrics,
    operations::export,
    operations::export as export_metrics,
    operations::reset,
    operations::reset as reset_metrics,
    operations::status,
    operations::status as get_metrics_status,
    operations::validate,
    operations::validate as validate_metrics,
    operations::snapshot,
    operations::restore,
    operations::allocation,
    operations::rotate,
    operations::flush,
} }
