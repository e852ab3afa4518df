// A metric is named by its constant: a text could be that of no metric.
fn main() {
    gateway_cores::metrics::metrics_increment("orders", 1);
}
