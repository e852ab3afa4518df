//! The documents themselves, byte by byte where it counts.

use proptest::prelude::*;
use serde_json::json;

use super::super::emf::{Head, MOST_BYTES, Writer};
use super::super::histogram::Histogram;
use super::super::{
    Dimensions, ExportFormat, GatewayMetrics, MetricUnit, export, increment, record, track_response_size,
};
use super::{MINUTE, Rig, START, TestMetrics, names, observed, schema};

fn text(rig: &Rig) -> Vec<String> {
    let lines = rig.lines.0.lock().unwrap();
    lines.iter().map(|line| String::from_utf8(line.clone()).unwrap()).collect()
}

#[test]
fn a_document_to_the_byte() {
    let rig = Rig::new(&[("POWERTOOLS_SERVICE_NAME", "shop"), ("POWERTOOLS_METRICS_NAMESPACE", "Mine")]);
    increment(&rig.metrics, TestMetrics::ORDERS, 3);
    record(&rig.metrics, TestMetrics::LATENCY, 12.5, None, None).unwrap();
    record(&rig.metrics, TestMetrics::M5, -0.0, None, None).unwrap();
    record(&rig.metrics, TestMetrics::DETAIL, 10.0, None, None).unwrap();
    record(&rig.metrics, TestMetrics::DETAIL, 20.5, None, None).unwrap();
    track_response_size(&rig.metrics, 512);
    record(&rig.metrics, TestMetrics::BY_KIND, 1.0, None, Some([("kind", "a\"b")].into())).unwrap();
    assert_eq!(rig.flush(false).len(), 3);
    assert_eq!(
        text(&rig),
        [
            concat!(
                r#"{"_aws":{"Timestamp":1763920800000,"CloudWatchMetrics":[{"Namespace":"Mine","Dimensions":[[]],"#,
                r#""Metrics":[{"Name":"response_bytes","Unit":"Bytes"}]}]},"service":"shop","response_bytes":512}"#,
                "\n"
            ),
            concat!(
                r#"{"_aws":{"Timestamp":1763920800000,"CloudWatchMetrics":[{"Namespace":"Test","Dimensions":[[]],"#,
                r#""Metrics":[{"Name":"latency","Unit":"Milliseconds"},{"Name":"m5"},{"Name":"orders","Unit":"Count"}]}]},"#,
                r#""service":"shop","latency":12.5,"m5":0,"orders":[1,1,1],"#,
                r#""detail":{"count":2,"sum":30.5,"min":10,"max":20.5}}"#,
                "\n"
            ),
            concat!(
                r#"{"_aws":{"Timestamp":1763920800000,"CloudWatchMetrics":[{"Namespace":"Test","Dimensions":[["kind"]],"#,
                r#""Metrics":[{"Name":"by_kind","Unit":"Count"}]}]},"service":"shop","kind":"a\"b","by_kind":1}"#,
                "\n"
            ),
        ]
    );
}

#[test]
fn what_is_no_metric_alone_is_a_line_without_directive() {
    let rig = Rig::new(&[]);
    record(&rig.metrics, TestMetrics::DETAIL, 7.0, None, None).unwrap();
    rig.flush(false);
    assert_eq!(text(&rig), [concat!(r#"{"namespace":"Test","detail":{"count":1,"sum":7,"min":7,"max":7}}"#, "\n")]);
}

#[test]
fn one_document_a_minute_however_much_is_recorded() {
    let rig = Rig::new(&[]);
    for second in 0..600_u64 {
        for _ in 0..10 {
            increment(&rig.metrics, TestMetrics::ORDERS, 1);
        }
        rig.flush(false);
        rig.pass(1_000);
        assert_eq!(rig.lines.0.lock().unwrap().len() as u64, second / 60 + 1);
    }
    let documents: Vec<_> = rig.lines.0.lock().unwrap().iter().map(|line| schema::checked(line)).collect();
    let counts: Vec<_> = documents.iter().map(|document| observed(&document["orders"]).1).collect();
    assert_eq!(counts, [10, 600, 600, 600, 600, 600, 600, 600, 600, 600]);
    assert_eq!(documents[1]["orders"], json!({ "Values": [1], "Counts": [600] }));
}

#[test]
fn the_end_writes_what_is_left() {
    let rig = Rig::new(&[]);
    increment(&rig.metrics, TestMetrics::ORDERS, 1);
    assert_eq!(rig.flush(false).len(), 1);
    increment(&rig.metrics, TestMetrics::ORDERS, 1);
    assert_eq!(rig.flush(false).len(), 0);
    assert_eq!(rig.flush(true)[0]["orders"], 1);
    assert_eq!(rig.flush(true).len(), 0, "there is nothing left");
}

#[test]
fn a_clock_that_is_set_back_does_not_silence() {
    let rig = Rig::new(&[]);
    increment(&rig.metrics, TestMetrics::ORDERS, 1);
    rig.flush(false);
    rig.time.store(START - 100 * MINUTE, std::sync::atomic::Ordering::Relaxed);
    increment(&rig.metrics, TestMetrics::ORDERS, 1);
    assert_eq!(rig.flush(false).len(), 1);
}

#[test]
fn nothing_is_written_while_it_is_off_and_nothing_is_lost() {
    for variable in ["GATEWAY_METRICS_DISABLED", "POWERTOOLS_METRICS_DISABLED"] {
        let rig = Rig::new(&[(variable, "true")]);
        increment(&rig.metrics, TestMetrics::ORDERS, 2);
        assert!(rig.flush(true).is_empty());
        assert_eq!(super::super::get_metric(&rig.metrics, TestMetrics::ORDERS)[0].count, 2);
    }
}

#[test]
fn a_sink_that_fails_is_counted_and_nothing_else() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let metrics = super::Metrics::new(Closed);
    increment(&metrics, TestMetrics::ORDERS, 2);
    super::wait(super::super::flush(&metrics, true));
    let status = super::super::status(&metrics);
    assert_eq!((status.documents, status.failed_writes), (0, 1));
}

#[test]
fn an_export_is_what_would_be_written_and_writes_nothing() {
    let rig = Rig::new(&[]);
    increment(&rig.metrics, TestMetrics::ORDERS, 1);
    increment(&rig.metrics, GatewayMetrics::INVOCATIONS, 1);
    rig.flush(true);
    increment(&rig.metrics, TestMetrics::ORDERS, 2);
    let exported = export(&rig.metrics, ExportFormat::Emf);
    assert_eq!(exported, export(&rig.metrics, ExportFormat::Emf));
    rig.flush(true);
    assert_eq!(text(&rig).pop(), Some(exported));
    let json: serde_json::Value = serde_json::from_str(&export(&rig.metrics, ExportFormat::Json)).unwrap();
    assert_eq!(json["metrics"].as_array().unwrap().len(), 2);
    assert!(export(&rig.metrics, ExportFormat::Prometheus).contains("# HELP Test_orders Orders that were placed.\n"));
}

fn histogram() -> impl Strategy<Value = Histogram> {
    let value = prop_oneof![-1e3..1e3_f64, Just(1.0), Just(0.1 + 0.2), any::<i32>().prop_map(f64::from), Just(1e100)];
    let values = prop_oneof![9 => prop::collection::vec((value.clone(), 1..300_u64), 1..4), 1 => prop::collection::vec((value, 1..3_u64), 300)];
    values.prop_map(|values| {
        let mut histogram = Histogram::default();
        for (value, count) in values {
            histogram.record(value, count);
        }
        histogram
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Any number of metrics, of any size: within every limit, and nothing missing.
    #[test]
    fn every_document_is_within_the_limits(
        metrics in prop::collection::vec(histogram(), 0..250),
        properties in prop::collection::vec(histogram(), 0..50),
        long in prop_oneof![Just(1_usize), Just(240)],
        dimensions in prop::collection::btree_map("[a-z\"]{1,9}x", "[!-9;-~]{1,200}", 0..30),
    ) {
        let dimensions: Dimensions = serde_json::from_value(json!(dimensions)).unwrap();
        let named = |prefix: &str, count: usize| (0..count).map(|n| format!("{prefix}{}{n}", "\\".repeat(long))).collect::<Vec<_>>();
        let (metric_names, property_names) = (named("m", metrics.len()), named("p", properties.len()));
        let head = Head { timestamp: START, namespace: "Test", service: Some("sh\"op"), dimensions: &dimensions };
        let mut lines = Vec::new();
        Writer::default().group(
            head,
            metric_names.iter().zip(&metrics).map(|(name, values)| (name.as_str(), MetricUnit::GigabytesPerSecond, values)),
            property_names.iter().zip(&properties).map(|(name, values)| (name.as_str(), values)),
            |line| lines.push(line.to_vec()),
        );
        let documents: Vec<_> = lines.iter().map(|line| schema::checked(line)).collect();
        prop_assert_eq!(documents.iter().flat_map(names).collect::<Vec<_>>(), metric_names.clone());
        for (name, values) in metric_names.iter().zip(&metrics) {
            let document = documents.iter().find(|document| document.get(name).is_some()).unwrap();
            let (sum, count) = observed(&document[name]);
            prop_assert_eq!(count, values.count());
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let size = values.buckets().iter().map(|bucket| bucket.mean().abs() * bucket.count as f64).sum::<f64>();
            prop_assert!((sum - values.sum()).abs() <= size * 1e-9, "{sum} {}", values.sum());
        }
        for name in &property_names {
            prop_assert_eq!(documents.iter().filter(|document| document.get(name).is_some()).count(), 1);
        }
        // No document is begun before the one before it is full.
        let full = |line: &&Vec<u8>, document: &serde_json::Value| names(document).len() == 100 || line.len() > MOST_BYTES / 2;
        let ended = lines.len().saturating_sub(1);
        prop_assert!(lines.iter().zip(&documents).take(ended).all(|(line, document)| full(&line, document)));
    }
}
