//! The operations of the interface.

use std::fmt::Display;
use std::panic::Location;
use std::time::Duration;

use gateway_runtime::{Core, gateway_op};
use serde_json::Value;
use tracing::subscriber::SetGlobalDefaultError;

use super::errors::ErrorReport;
use super::fields::Fields;
use super::layer::{self, Place, milliseconds};
use super::level::LogLevel;
use super::logger::{Entry, Logger};
use super::statistics::{LevelChange, LogStats};

/// Writes a line finer than debugging.
///
/// It is written at the level `TRACE` only; unlike a debug line it is never kept for the case of an error.
#[gateway_op(interface = "logging", hot)]
#[track_caller]
pub fn trace(#[inject] log: &Logger, message: &str, #[op(default = Fields::new())] fields: Fields) {
    write(log, LogLevel::Trace, message, &[], fields);
}

/// Writes a line for whoever looks for a fault.
///
/// Above the level `DEBUG` the invocation keeps it, and writes it if an error follows.
#[gateway_op(interface = "logging", hot)]
#[track_caller]
pub fn debug(#[inject] log: &Logger, message: &str, #[op(default = Fields::new())] fields: Fields) {
    write(log, LogLevel::Debug, message, &[], fields);
}

/// Writes a line that says what happened.
///
/// `fields` become keys of the line; [`fields!`](crate::fields) writes them. A field cannot replace a key of the
/// logger: one named `level` stands as `{"fields": {"level": ..}}`. A value whose key names a secret is masked.
#[gateway_op(interface = "logging", hot)]
#[track_caller]
pub fn info(#[inject] log: &Logger, message: &str, #[op(default = Fields::new())] fields: Fields) {
    write(log, LogLevel::Info, message, &[], fields);
}

/// Writes a line about something odd that does not stop the invocation.
#[gateway_op(interface = "logging", hot)]
#[track_caller]
pub fn warning(#[inject] log: &Logger, message: &str, #[op(default = Fields::new())] fields: Fields) {
    write(log, LogLevel::Warning, message, &[], fields);
}

/// Writes a line about a failure, after the debug lines that the invocation has kept.
#[gateway_op(interface = "logging", hot)]
#[track_caller]
pub fn error(#[inject] log: &Logger, message: &str, #[op(default = Fields::new())] fields: Fields) {
    write(log, LogLevel::Error, message, &[], fields);
}

/// Writes a line about a failure that somebody must act on, after the debug lines that the invocation has kept.
#[gateway_op(interface = "logging", hot)]
#[track_caller]
pub fn critical(#[inject] log: &Logger, message: &str, #[op(default = Fields::new())] fields: Fields) {
    write(log, LogLevel::Critical, message, &[], fields);
}

/// Writes the line of a served request: `request`, `status_code`, `duration_ms`.
///
/// It is an error from status 500 on, so the debug lines that the invocation has kept come with it.
#[gateway_op(interface = "logging", hot)]
#[track_caller]
pub fn record_request(
    #[inject] log: &Logger,
    request: &str,
    status: u16,
    duration: Duration,
    #[op(default = Fields::new())] fields: Fields,
) {
    log.count_request();
    let level = if status < 500 { LogLevel::Info } else { LogLevel::Error };
    let own = [("request", request.into()), ("status_code", status.into()), ("duration_ms", milliseconds(duration))];
    write(log, level, "request", &own, fields);
}

/// Writes the line of an error, with its type as `exception_name` and its text as `exception`, and remembers it.
///
/// The last ones are remembered: [`Logger::recent_errors`].
#[gateway_op(interface = "logging", hot)]
#[track_caller]
pub fn record_error(
    #[inject] log: &Logger,
    operation: &str,
    error: ErrorReport,
    #[op(default = Fields::new())] fields: Fields,
) {
    let own = [
        ("operation", operation.into()),
        ("exception", error.to_string().into()),
        ("exception_name", error.name.as_str().into()),
    ];
    write(log, LogLevel::Error, &format!("{operation} failed"), &own, fields);
    log.remember(operation, error);
}

/// Opens a `tracing` span whose lines carry `interface` and `operation`, and whose end is a debug line with `duration_ms`.
///
/// ```
/// use tracing::Instrument;
/// use gateway_cores::logging::operation_span;
///
/// operation_span("orders", "check").in_scope(|| tracing::info!("stock is low"));
/// let future = async { tracing::info!("paid") }.instrument(operation_span("orders", "pay"));
/// # drop(future);
/// ```
pub fn operation_span(interface: &str, operation: &str) -> tracing::Span {
    tracing::info_span!(target: layer::OPERATION, "operation", interface, operation)
}

/// Makes the gateway's logger the process's `tracing` subscriber: call it once, first thing in `main`.
///
/// # Errors
/// The process has a subscriber already. Add [`Logger::layer`] to that one.
pub fn install() -> Result<(), SetGlobalDefaultError> {
    let Ok(log) = Logger::get();
    log.install()
}

/// Sets the least severe level that is written, for the whole process.
///
/// `AWS_LAMBDA_LOG_LEVEL` wins over it: the answer says which level holds now.
#[gateway_op(interface = "logging", hot)]
pub fn set_level(#[inject] log: &Logger, level: LogLevel) -> LevelChange {
    log.set_level(level)
}

/// Adds keys to every later line of this invocation; outside of one, to the lines of every invocation to come.
#[gateway_op(interface = "logging", hot)]
pub fn append_keys(#[inject] log: &Logger, keys: Fields) {
    log.change_keys(|all| all.extend(keys.0));
}

/// Takes appended keys away, for this invocation; outside of one, for those to come. Unknown names are ignored.
#[gateway_op(interface = "logging", hot)]
pub fn remove_keys(#[inject] log: &Logger, names: Vec<String>) {
    log.change_keys(|all| names.into_iter().for_each(|name| _ = all.remove(&name)));
}

/// What was written, kept and lost since the process began, and in this invocation.
#[gateway_op(interface = "logging", hot)]
pub fn stats(#[inject] log: &Logger) -> LogStats {
    log.stats()
}

#[track_caller]
fn write(log: &Logger, level: LogLevel, message: &str, own: &[(&'static str, Value)], fields: Fields) {
    if log.wants(level) {
        let caller = Location::caller();
        let place = Place { module: caller.file(), line: Some(caller.line()) };
        // A call by name comes from what stands in this file: where it was made is unknown.
        let location = (caller.file() != file!()).then_some(&place as &dyn Display);
        let fields = fields.0.into_iter().map(|(name, value)| (name.into(), value)).collect();
        log.submit(&Entry { level, location, message, own, spans: layer::current_fields(), fields });
    }
}
