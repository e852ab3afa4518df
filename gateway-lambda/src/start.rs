//! A function that cannot start says why.

use std::process::ExitCode;

use crate::{Failure, on_lambda, runtime_loop};

/// Ends a start that failed: Lambda is told the type and the message of `failure`, and whoever invoked the function is
/// told them in turn; the log gets one record. Anywhere else, also under the local runtime, a person is told on standard
/// error. The exit code is 1.
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
    if !is_read_in_a_terminal() && tracing::dispatcher::has_been_set() {
        tracing::error!(
            exception = &*failure.chain(),
            exception_name = failure.error_type(),
            "the function cannot start"
        );
    } else {
        eprintln!("error: the function cannot start: {}", told(failure));
    }
    if on_lambda()
        && let Err(error) = runtime_loop::report_failed_start(failure)
    {
        tracing::error!(%error, "Lambda could not be told");
    }
    ExitCode::FAILURE
}

/// On Lambda a log is read by machines first.
fn is_read_in_a_terminal() -> bool {
    #[cfg(feature = "local")]
    if crate::local::is_local() {
        return true;
    }
    !on_lambda()
}

/// What there is to say, with a line for each thing that is wrong, and what may help.
fn told(failure: &Failure) -> String {
    let text = format!("{}: {}", failure.error_type(), failure.chain());
    let text = text.replace('\n', "\n  ");
    if is_read_in_a_terminal() && !text.contains("help: ") {
        format!("{text}\n  help: mend that, and start it again: no invocation is answered before")
    } else {
        text
    }
}
