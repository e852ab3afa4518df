//! Structured logging: one JSON object a line, with the keys of Powertools for AWS Lambda.
//!
//! ```
//! gateway_runtime::gateway! { pub Gateway { gateway_cores::logging } }
//! use gateway::*;
//! use gateway_cores::fields;
//!
//! fn main() {
//!     logging_install().expect("nobody else has set a subscriber");
//!     log_info("order placed", fields! { order_id = 7 });
//!     tracing::info!(order_id = 7, "order placed"); // the same line
//! }
//! ```
//!
//! A function is tested with a logger of its own. What is finer than the level is kept back, and written if an error
//! follows in the same invocation:
//!
//! ```
//! use gateway_cores::{fields, logging::{self, LogConfig, Logger}};
//! use gateway_runtime::Context;
//!
//! let log = Logger::new(LogConfig::from_env(), std::io::sink());
//! Context::builder().request_id("8476a536").build().enter(|| {
//!     logging::debug(&log, "in stock", fields! { items = 2 });
//!     assert_eq!(logging::stats(&log).bytes, 0);
//!     logging::error(&log, "payment refused", fields! { card_token = "tok_1" });
//! });
//! assert_eq!(logging::stats(&log).flushed, 1);
//! ```
//!
//! A line holds `level`, `location`, `message`, `timestamp`, `service`, `function_name`, `function_memory_size`,
//! `function_arn`, `function_request_id`, `cold_start`, `correlation_id`, `tenant_id`, then the caller's keys, then
//! `sampling_rate`, `xray_trace_id`, `exception`, `exception_name`, `stack_trace`; what is unknown or null is left out.
//! The caller's keys are those appended, then those of the `tracing` spans around the line, then its own fields. Values
//! whose key names a secret are masked, at any depth, also inside strings that hold JSON; other text is not searched, nor
//! is the message, so do not log a request or a header map by its `Debug`. Key order and names: [Powertools' logger].
//!
//! # What a host does
//!
//! Nothing but running each invocation inside its [`Context`](gateway_runtime::Context): the lines take their Lambda
//! keys from it. All that belongs to one invocation (the kept debug lines, the appended keys, the sample drawn for it,
//! the byte meter) hangs on that context and is dropped with its last clone, so parallel invocations cannot meet and
//! there is nothing to begin or to end. A host that fails an invocation logs one `tracing::error!` inside the context:
//! that writes the kept lines. Fields of the spans it opens become keys.
//!
//! [Powertools' logger]: https://docs.powertools.aws.dev/lambda/python/latest/core/logger/

mod config;
mod errors;
mod fields;
mod invocation;
mod layer;
mod level;
mod limits;
mod line;
mod logger;
mod members;
mod operations;
mod output;
mod statistics;

#[cfg(test)]
mod tests;

pub use config::LogConfig;
pub use errors::{ErrorReport, RecordedError};
pub use fields::Fields;
pub use level::{LogLevel, UnknownLevel};
pub use logger::Logger;
pub use operations::{
    append_keys, critical, debug, error, info, install, operation_span, record_error, record_request, remove_keys,
    set_level, stats, trace, warning,
};
pub use statistics::{InvocationStats, LevelChange, LogStats};

gateway_runtime::gateway_interface! { pub logging {
    operations::trace as log_trace,
    operations::debug as log_debug,
    operations::info as log_info,
    operations::warning as log_warning,
    operations::error as log_error,
    operations::critical as log_critical,
    operations::record_request,
    operations::record_error,
    operations::set_level,
    operations::append_keys,
    operations::remove_keys,
    operations::stats,
    fn operations::operation_span,
    fn operations::install,
} }
