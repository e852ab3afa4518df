//! What every function can tell of itself.

crate::metrics! {
    /// The metrics of Gateway itself, in the configured namespace.
    ///
    /// None of them takes a slot for what `AWS/Lambda` [publishes for nothing]: invocations, errors of the function, durations
    /// with their percentiles, throttles, concurrency.
    ///
    /// [publishes for nothing]: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
    pub struct GatewayMetrics {
        /// How long a cold start took until the first event could be handled. `AWS/Lambda` does not publish it.
        INIT_TIME: "init_ms", Milliseconds, High;
        /// Operations that ended with an error, also where the function answered all the same.
        OPERATION_ERRORS: "operation_errors", Count, High;
        /// The most memory that the process has had.
        MEMORY_USED: "memory_used_mb", Megabytes, Medium;
        /// The size of answers.
        RESPONSE_SIZE: "response_bytes", Bytes, Low;
        /// How long handlers ran. `AWS/Lambda` publishes `Duration`, with its percentiles.
        EXECUTION_TIME: "execution_ms", Milliseconds, LogOnly;
        /// How long operations ran.
        OPERATION_TIME: "operation_ms", Milliseconds, LogOnly;
        /// Invocations that were counted. `AWS/Lambda` publishes `Invocations`.
        INVOCATIONS: "invocations", Count, LogOnly;
    }
}
