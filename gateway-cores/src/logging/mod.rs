//! Structured logging: one JSON object a line, with the keys of Powertools for AWS Lambda.
//!
//! ```
//! use gateway_cores::{fields, logging::{self, LogConfig, Logger}};
//! use gateway_runtime::Context;
//!
//! // In a program, `logging_install()` does this once, and lines go to stdout.
//! let log = Logger::new(LogConfig::from_env(), std::io::sink());
//!
//! let cx = Context::builder().request_id("8476a536").build();
//! cx.enter(|| {
//!     logging::append_keys(&log, fields! { customer = "c-17" });
//!     logging::debug(&log, "in stock", fields! { items = 2 }); // kept back ..
//!     logging::error(&log, "payment refused", fields! { card_token = "tok_1" }); // .. and written before this one
//! });
//! assert_eq!(logging::stats(&log).flushed, 1);
//! ```
//!
//! A line holds `level`, `location`, `message`, `timestamp`, `service`, `function_name`, `function_memory_size`,
//! `function_arn`, `function_request_id`, `cold_start`, `correlation_id`, `tenant_id`, then the caller's keys, then
//! `sampling_rate`, `xray_trace_id`, `exception`, `exception_name`, `stack_trace`; what is unknown or null is left out.
//! The caller's keys are those appended, then those of the `tracing` spans around the line, then its own fields. Values
//! whose key names a secret are masked, at any depth; a text is not searched, so do not log a request or a header map
//! by its `Debug`. Key order and names: [Powertools' logger].
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
mod line;
mod logger;
mod operations;
mod output;
mod redacted;
mod statistics;

#[cfg(test)]
mod tests;

pub use config::LogConfig;
pub use errors::{ErrorReport, RecordedError};
pub use fields::Fields;
pub use level::{LogLevel, UnknownLevel};
pub use logger::Logger;
pub use operations::{
    append_keys, critical, debug, error, info, operation_span, record_error, record_request, remove_keys, set_level,
    stats, trace, warning,
};
pub use statistics::{InvocationStats, LevelChange, LogStats};
