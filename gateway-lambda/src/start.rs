//! A function that cannot start says why.

use std::process::ExitCode;

use crate::{Failure, on_lambda, runtime_loop};

/// Ends a start that failed: Lambda is told the type and the message of `failure`, and whoever invoked the function is
/// told them in turn; the log gets one record. The exit code is 1.
///
/// Without this, the caller learns nothing but `Runtime.ExitError`.
/// Source: [Runtime API, "Initialization error"][init].
///
/// ```no_run
/// use std::process::ExitCode;
///
/// use gateway_lambda::{Failure, start_failed};
///
/// fn main() -> ExitCode {
///     let Ok(table) = std::env::var("ORDERS_TABLE") else {
///         return start_failed(&Failure::new("Orders.NotConfigured", "ORDERS_TABLE is not set"));
///     };
///     println!("orders are in {table}");
///     ExitCode::SUCCESS
/// }
/// ```
///
/// [init]: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-initerror
pub fn start_failed(failure: &Failure) -> ExitCode {
    if tracing::dispatcher::has_been_set() {
        tracing::error!(
            exception = &*failure.chain(),
            exception_name = failure.error_type(),
            "the function cannot start"
        );
    } else {
        eprintln!("error: the function cannot start: {failure}");
    }
    if on_lambda()
        && let Err(error) = runtime_loop::report_failed_start(failure)
    {
        tracing::error!(%error, "Lambda could not be told");
    }
    ExitCode::FAILURE
}
