//! A panic is one record of the log, and never the end of the process.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::future::poll_fn;
use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::pin::pin;
use std::sync::Once;
use std::task::Poll;

use gateway_runtime::Context;
use serde_json::json;

use crate::Failure;
use crate::serving::Serving;

/// Bytes of a trace that are kept, from where it panicked: the outer frames are the host's, and a line that is too long
/// would lose more than those.
const LONGEST_TRACE: usize = 8_192;

/// Makes every panic of the process one record, in place of the lines that the standard library writes.
pub(crate) fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| set_hook(Box::new(record)));
}

fn record(info: &PanicHookInfo<'_>) {
    let place = info.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
    Serving::note_panic(&place);
    let exception = info.payload_as_str().unwrap_or("a value that is no text");
    let operation = Serving::operation().map(|operation| operation.to_string());
    let record = Serving::current_record();
    // Only if `RUST_BACKTRACE` asks for one.
    let trace = Backtrace::capture();
    let stack_trace = (trace.status() == BacktraceStatus::Captured).then(|| {
        let mut text = trace.to_string();
        text.truncate(text.floor_char_boundary(LONGEST_TRACE));
        text
    });

    if tracing::dispatcher::has_been_set() {
        tracing::error!(
            target: "gateway::panic",
            location = place,
            operation,
            record = record.as_deref(),
            exception,
            exception_name = "panic",
            stack_trace,
            "panicked"
        );
    } else {
        let cx = Context::current();
        let mut line = json!({
            "level": "ERROR",
            "location": place,
            "message": "panicked",
            "function_request_id": cx.request_id(),
            "operation": operation,
            "record": record.as_deref(),
            "exception": exception,
            "exception_name": "panic",
            "stack_trace": stack_trace,
        });
        line.as_object_mut().expect("it is one").retain(|_, value| !value.is_null());
        // There is nobody to tell that standard error is closed.
        let _ = io::stderr().write_all(format!("{line}\n").as_bytes());
    }
}

/// That something panicked. The text is for the log alone: it may quote anything.
#[derive(Debug)]
pub(crate) struct Panicked;

impl From<Panicked> for Failure {
    fn from(Panicked: Panicked) -> Self {
        Self::new(Self::PANICKED, "panicked")
    }
}

/// Runs a future to its end, or to its panic.
pub(crate) async fn caught<T>(future: impl Future<Output = T>) -> Result<T, Panicked> {
    let mut future = pin!(future);
    poll_fn(|task| {
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(task)));
        polled.map_or(Poll::Ready(Err(Panicked)), |poll| poll.map(Ok))
    })
    .await
}
