//! What becomes of an operation's error at the edge.

use gateway_runtime::{Context, gateway_op};

use super::response::{ErrorResponse, error_response};

/// Logs an operation's error in full, counts it, and makes the answer for the outside, which does not tell it.
///
/// The record goes out through `tracing` at level `error`, with the fields `interface`, `operation` and `error`. The
/// answer has the code `operation_failed` and the correlation id under which the record is found. With the feature
/// `metrics` the operation has failed once more in `performance_stats`, and so has the metric `operation_errors`.
///
/// ```
/// use gateway_cores::utility::handle_operation_error;
/// use gateway_runtime::Context;
///
/// let cx = Context::builder().request_id("8476a536").build();
/// let body = handle_operation_error(&cx, "orders", "place", "no route to 10.0.0.7:5432");
/// assert_eq!(body.error.message, "operation `orders.place` failed");
/// assert_eq!(body.correlation_id, "8476a536");
/// ```
#[gateway_op(interface = "utility")]
pub fn handle_operation_error(#[inject] cx: &Context, interface: &str, operation: &str, error: &str) -> ErrorResponse {
    let response = error_response(cx, "operation_failed", &format!("operation `{interface}.{operation}` failed"), None);
    tracing::error!(interface, operation, error, correlation_id = response.correlation_id, "operation failed");
    // Not injected: a feature would then change the parameters of a public function.
    #[cfg(feature = "metrics")]
    crate::metrics::count_error(interface, operation);
    response
}

#[cfg(test)]
mod tests {
    use std::fmt::{Debug, Write};
    use std::sync::{Arc, Mutex};

    use gateway_runtime::Context;
    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Level, Metadata, Subscriber};

    use super::handle_operation_error;

    /// Keeps what is logged, one text for each event.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<String>>>);

    struct Text(String);

    impl Visit for Text {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            write!(self.0, " {field}={value:?}").unwrap();
        }
    }

    impl Subscriber for Log {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            *metadata.level() == Level::ERROR
        }
        fn new_span(&self, _: &Attributes<'_>) -> Id {
            Id::from_u64(1)
        }
        fn record(&self, _: &Id, _: &Record<'_>) {}
        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn event(&self, event: &Event<'_>) {
            let mut text = Text(String::new());
            event.record(&mut text);
            self.0.lock().unwrap().push(text.0);
        }
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }

    #[cfg(feature = "metrics")]
    #[test]
    fn each_error_is_counted_under_its_operation() {
        use gateway_runtime::{Core, with_cores};

        use crate::metrics::{GatewayMetrics, Metrics, get_metric, performance_stats};

        with_cores(Metrics::new(std::io::sink()), || {
            handle_operation_error(&Context::default(), "orders", "place", "no route");
            handle_operation_error(&Context::default(), "orders", "place", "no route");
            let Ok(metrics) = Metrics::get();
            let place = &performance_stats(metrics, Some("orders.place"), None)[0];
            assert_eq!((place.calls, place.errors), (2, 2));
            assert_eq!(get_metric(metrics, GatewayMetrics::OPERATION_ERRORS)[0].count, 2);
        });
    }

    #[test]
    fn the_log_has_all_of_it_and_the_answer_only_the_id_to_find_it() {
        let (log, cx) = (Log::default(), Context::builder().request_id("r-1").build());
        let body = tracing::subscriber::with_default(log.clone(), || {
            handle_operation_error(&cx, "orders", "place", "no route to 10.0.0.7")
        });
        let logged = log.0.lock().unwrap().join("\n");
        for part in ["operation failed", "\"orders\"", "\"place\"", "no route to 10.0.0.7", "\"r-1\""] {
            assert!(logged.contains(part), "{logged}");
        }
        let body = serde_json::to_string(&body).unwrap();
        assert!(!body.contains("10.0.0.7"), "{body}");
        assert!(body.contains("r-1"), "{body}");
    }
}
