//! What is recorded is what is told, and what cannot be recorded is refused.

use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;

use super::super::{
    Dimensions, GatewayMetrics, MetricError, MetricUnit, get_metric, increment, performance_stats, record,
    record_operation_metrics, reset, status, summary, track_memory_usage,
};
use super::{MINUTE, Rig, TestMetrics, observed};

#[test]
fn every_refusal_is_told_and_counted_and_changes_nothing() {
    let rig = Rig::new(&[]);
    let metrics = &rig.metrics;
    let kind = |pairs: &[(&str, &str)]| {
        Some(pairs.iter().fold(Dimensions::default(), |all, (name, value)| {
            let mut pairs: Vec<_> = all.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            pairs.push(((*name).to_owned(), (*value).to_owned()));
            serde_json::from_value(pairs.into_iter().collect()).unwrap()
        }))
    };
    let tries = [
        (
            record(metrics, TestMetrics::ALARM, f64::NAN, None, None),
            "the value for the metric `Test/alarm` is not finite, or is beyond 2^360",
        ),
        (
            record(metrics, TestMetrics::ALARM, f64::NEG_INFINITY, None, None),
            "the value for the metric `Test/alarm` is not finite, or is beyond 2^360",
        ),
        (
            record(metrics, TestMetrics::ALARM, 361_f64.exp2(), None, None),
            "the value for the metric `Test/alarm` is not finite, or is beyond 2^360",
        ),
        (
            record(metrics, TestMetrics::ALARM, 1.0, Some(MetricUnit::Count), None),
            "the metric `Test/alarm` is in `Percent`, not in `Count`",
        ),
        (
            record(metrics, TestMetrics::ALARM, 1.0, None, kind(&[("kind", "a")])),
            "the metric `Test/alarm` has no dimension `kind`",
        ),
        (
            record(metrics, TestMetrics::BY_KIND, 1.0, None, None),
            "the metric `Test/by_kind` needs the dimension `kind`",
        ),
        (
            record(metrics, TestMetrics::BY_KIND, 1.0, None, kind(&[("kin", "a")])),
            "the metric `Test/by_kind` has no dimension `kin`, did you mean `kind`?",
        ),
        (
            record(metrics, TestMetrics::BY_TWO, 1.0, None, kind(&[("kind", "a")])),
            "the metric `Test/by_two` needs the dimension `place`",
        ),
        (
            record(metrics, TestMetrics::BY_KIND, 1.0, None, kind(&[("kind", "")])),
            "the dimension `kind` of the metric `Test/by_kind`: expected 1 to 1024 printable ASCII characters, no colon first",
        ),
        (
            record(metrics, TestMetrics::BY_KIND, 1.0, None, kind(&[("kind", "é")])),
            "the dimension `kind` of the metric `Test/by_kind`: expected 1 to 1024 printable ASCII characters, no colon first",
        ),
        (
            record(metrics, TestMetrics::BY_KIND, f64::NAN, None, kind(&[("kind", "a")])),
            "the value for the metric `Test/by_kind` is not finite, or is beyond 2^360",
        ),
    ];
    let count = tries.len() as u64;
    for (result, text) in tries {
        assert_eq!(result.unwrap_err().to_string(), text);
    }
    increment(metrics, TestMetrics::BY_KIND, 1);
    assert_eq!(status(metrics).rejected, count + 1);
    assert!(summary(metrics).metrics.is_empty());
    record(metrics, TestMetrics::ALARM, 360_f64.exp2(), Some(MetricUnit::Percent), None).unwrap();
    increment(metrics, TestMetrics::ORDERS, 0);
    assert_eq!(summary(metrics).metrics.len(), 1);
}

#[test]
fn values_of_a_dimension_do_not_grow_without_end() {
    let rig = Rig::new(&[]);
    let errors: Vec<_> = (0..100)
        .filter_map(|n| {
            record(&rig.metrics, TestMetrics::BY_KIND, 1.0, None, Some([("kind", n.to_string())].into())).err()
        })
        .collect();
    assert_eq!(errors, vec![MetricError::TooManySeries { metric: TestMetrics::BY_KIND }; 36]);
    assert_eq!(get_metric(&rig.metrics, TestMetrics::BY_KIND).len(), 64);
    // Those that are known go on.
    record(&rig.metrics, TestMetrics::BY_KIND, 1.0, None, Some([("kind", "0")].into())).unwrap();
}

#[test]
fn threads_lose_nothing() {
    let rig = Arc::new(Rig::new(&[]));
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let rig = Arc::clone(&rig);
            std::thread::spawn(move || {
                for _ in 0..5_000 {
                    increment(&rig.metrics, TestMetrics::ORDERS, 1);
                    record(&rig.metrics, TestMetrics::BY_KIND, 2.0, None, Some([("kind", "a")].into())).unwrap();
                }
            })
        })
        .collect();
    let written =
        || rig.next_minute().iter().filter_map(|it| it.get("orders").map(|value| observed(value).1)).sum::<u64>();
    let mut all: u64 = (0..20).map(|_| written()).sum();
    for thread in threads {
        thread.join().unwrap();
    }
    all += written();
    assert_eq!(get_metric(&rig.metrics, TestMetrics::ORDERS)[0].count, 20_000);
    assert_eq!(all, 20_000);
}

#[test]
fn operations_are_told_apart_by_name_dimensions_and_time() {
    let rig = Rig::new(&[]);
    let millis = Duration::from_millis;
    record_operation_metrics(&rig.metrics, "cache", "get", millis(4), true, None);
    record_operation_metrics(&rig.metrics, "cache", "get", millis(8), false, None);
    record_operation_metrics(&rig.metrics, "cache", "get", millis(1), true, Some([("tier", "hot")].into()));
    rig.pass(10 * MINUTE);
    record_operation_metrics(&rig.metrics, "cache", "set", millis(2), true, None);
    record_operation_metrics(&rig.metrics, "orders", "get", millis(3), true, None);
    let named = |filter, since: Option<u64>| {
        let since = since.map(millis);
        let found = performance_stats(&rig.metrics, filter, since);
        found.iter().map(|it| format!("{}.{}{}", it.interface, it.operation, it.dimensions)).collect::<Vec<_>>()
    };
    assert_eq!(named(None, None), ["cache.get", "cache.get{tier=hot}", "cache.set", "orders.get"]);
    assert_eq!(named(Some("cache"), None), ["cache.get", "cache.get{tier=hot}", "cache.set"]);
    assert_eq!(named(Some("cache.get"), None), ["cache.get", "cache.get{tier=hot}"]);
    assert_eq!(named(None, Some(MINUTE)), ["cache.set", "orders.get"]);
    assert_eq!(named(Some("cach"), None), [""; 0]);
    let get = &performance_stats(&rig.metrics, Some("cache.get"), None)[0];
    assert_eq!((get.calls, get.errors), (2, 1));
    assert!((get.mean_ms - 6.0).abs() < 1e-9 && (get.max_ms - 8.0).abs() < 1e-9, "{get:?}");
    assert_eq!(get_metric(&rig.metrics, GatewayMetrics::OPERATION_ERRORS)[0].count, 1);
    assert_eq!(get_metric(&rig.metrics, GatewayMetrics::OPERATION_TIME)[0].count, 5);
}

#[test]
fn names_that_callers_make_up_take_no_more_memory() {
    let rig = Rig::new(&[]);
    for number in 0..1_000 {
        let name = format!("{number}{}", "é".repeat(10_000));
        record_operation_metrics(&rig.metrics, &name, &name, Duration::ZERO, true, None);
    }
    let known = performance_stats(&rig.metrics, None, None);
    assert_eq!(known.len(), 256);
    assert!(known.iter().all(|it| it.interface.chars().count() == 128));
    assert_eq!(status(&rig.metrics).overflow, 744);
    assert_eq!(get_metric(&rig.metrics, GatewayMetrics::OPERATION_TIME)[0].count, 1_000);
}

#[test]
fn a_reset_forgets_what_is_named_or_all() {
    let rig = Rig::new(&[]);
    increment(&rig.metrics, TestMetrics::ORDERS, 2);
    record(&rig.metrics, TestMetrics::BY_KIND, 1.0, None, Some([("kind", "a")].into())).unwrap();
    record(&rig.metrics, TestMetrics::BY_KIND, 1.0, None, Some([("kind", "b")].into())).unwrap();
    record_operation_metrics(&rig.metrics, "a", "b", Duration::ZERO, true, None);
    assert_eq!(reset(&rig.metrics, Some(vec![TestMetrics::BY_KIND, TestMetrics::LATENCY])), 2);
    assert_eq!(summary(&rig.metrics).metrics.len(), 2);
    assert_eq!(reset(&rig.metrics, None), 2);
    assert_eq!((summary(&rig.metrics).metrics.len(), summary(&rig.metrics).operations), (0, 0));
    assert!(rig.next_minute().is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_what_the_system_says_unless_told() {
    let rig = Rig::new(&[]);
    track_memory_usage(&rig.metrics, None);
    let used = get_metric(&rig.metrics, GatewayMetrics::MEMORY_USED)[0].max;
    assert!((1.0..10_000.0).contains(&used), "{used}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the order and the minutes, every value is in exactly one document, or still waits.
    #[test]
    fn nothing_is_written_twice_or_lost(steps in prop::collection::vec((0..6_u8, 0.001..1e6_f64), 1..200)) {
        let rig = Rig::new(&[]);
        let (mut recorded, mut written) = ((0.0, 0), (0.0, 0));
        let mut take = |rig: &Rig| for document in rig.next_minute() {
            if let Some(value) = document.get("latency") {
                let (sum, count) = observed(value);
                written = (written.0 + sum, written.1 + count);
            }
        };
        for (step, value) in steps {
            if step == 0 {
                take(&rig);
            } else {
                record(&rig.metrics, TestMetrics::LATENCY, value, None, None).unwrap();
                recorded = (recorded.0 + value, recorded.1 + 1);
            }
        }
        take(&rig);
        prop_assert_eq!(recorded.1, written.1);
        prop_assert!((recorded.0 - written.0).abs() <= recorded.0 * 1e-9, "{:?} {:?}", recorded, written);
        let report = &get_metric(&rig.metrics, TestMetrics::LATENCY)[0];
        prop_assert_eq!(report.count, recorded.1);
    }
}
