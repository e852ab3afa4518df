//! Never more series in an hour than there are slots, and everybody's turn comes.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::Value;

use super::super::{
    GatewayMetrics, Metric, MetricPriority, Slot, allocation, get_metric, increment, record, rotate, status, validate,
};
use super::{HOUR, Rig, START, TestMetrics, names, observed};

/// Those without dimensions that may have a slot.
fn with_slots() -> Vec<Metric> {
    let all = TestMetrics::ALL.iter().filter(|metric| metric.dimensions().is_empty());
    all.filter(|metric| metric.priority() != MetricPriority::LogOnly).copied().collect()
}

fn record_all(metrics: &super::Metrics, all: &[Metric]) {
    for metric in all {
        increment(metrics, *metric, 1);
    }
}

fn hour_of(document: &Value) -> Option<u64> {
    Some(document["_aws"]["Timestamp"].as_u64()? / HOUR)
}

/// Series by hour, as `CloudWatch` would bill them.
fn billed(documents: &[Value]) -> BTreeMap<u64, BTreeSet<String>> {
    let mut billed = BTreeMap::<u64, BTreeSet<String>>::new();
    for document in documents {
        let directive = &document["_aws"]["CloudWatchMetrics"][0];
        let dimensions = directive["Dimensions"][0].as_array().into_iter().flatten();
        let dimensions: Vec<_> = dimensions.map(|name| document[name.as_str().unwrap()].to_string()).collect();
        for name in names(document) {
            let series = format!("{}/{name}{dimensions:?}", directive["Namespace"]);
            billed.entry(hour_of(document).unwrap()).or_default().insert(series);
        }
    }
    billed
}

#[test]
fn an_eleventh_is_a_property_and_its_values_are_kept() {
    let rig = Rig::new(&[]);
    let all = with_slots();
    assert!(all.len() > 10);
    for metric in &all {
        increment(&rig.metrics, *metric, 2);
    }
    let document = rig.flush(false).pop().unwrap();
    let active = names(&document);
    assert_eq!(active.len(), 10, "{active:?}");
    for critical in ["alarm", "orders"] {
        assert!(active.iter().any(|name| name == critical));
    }
    let demoted: Vec<_> = all.iter().filter(|metric| !active.iter().any(|name| name == metric.name())).collect();
    for metric in &demoted {
        assert_eq!(document[metric.name()], serde_json::json!({ "count": 2, "sum": 2, "min": 1, "max": 1 }));
    }
    let slots = allocation(&rig.metrics);
    let held: Vec<_> = slots.iter().filter(|it| it.held > 0).map(|it| it.series.clone()).collect();
    assert_eq!(held.len(), demoted.len());
    assert_eq!((status(&rig.metrics).active, status(&rig.metrics).waiting), (10, demoted.len()));
    // Every one of them is written within a day, as it was.
    let (mut written, mut waiting) = (BTreeMap::new(), demoted.len());
    for _ in 0..24 {
        rig.pass(HOUR);
        for document in rig.flush(false) {
            for name in names(&document) {
                assert_eq!(written.insert(name.clone(), observed(&document[name.as_str()])), None);
                waiting -= 1;
            }
        }
    }
    assert_eq!(waiting, 0);
    assert!(written.values().all(|values| *values == (2.0, 2)), "{written:?}");
    assert_eq!(status(&rig.metrics).waiting, 0);
}

#[test]
fn ten_or_fewer_do_not_take_turns() {
    let rig = Rig::new(&[]);
    let few: Vec<_> = with_slots().into_iter().take(10).collect();
    for _ in 0..48 {
        record_all(&rig.metrics, &few);
        assert_eq!(names(&rig.flush(false)[0]).len(), 10);
        rig.pass(HOUR);
    }
}

/// A month of a program with more metrics than slots, recording all of them all the time.
#[test]
fn a_month_stays_below_what_is_free_and_everybody_has_a_turn() {
    let rig = Rig::new(&[]);
    let mut documents = Vec::new();
    for step in 0..31 * 24 * 2_u64 {
        for metric in with_slots() {
            increment(&rig.metrics, metric, 1);
        }
        increment(&rig.metrics, GatewayMetrics::OPERATION_ERRORS, 1);
        record(&rig.metrics, TestMetrics::BY_KIND, 1.0, None, Some([("kind", (step % 3).to_string())].into())).unwrap();
        documents.extend(rig.flush(false));
        rig.pass(HOUR / 2);
    }
    let billed = billed(&documents);
    assert!(billed.values().all(|series| series.len() <= 10));
    let hours: usize = billed.values().map(BTreeSet::len).sum();
    assert!(hours <= 7_440, "{hours}");
    let mut by_series = BTreeMap::<&str, usize>::new();
    for series in billed.values().flatten() {
        *by_series.entry(series).or_default() += 1;
    }
    assert_eq!(by_series[r#""Test"/alarm[]"#], 744);
    assert_eq!(by_series[r#""Test"/orders[]"#], 744);
    // One turn in two, in six and in twelve; free slots come on top.
    assert!(by_series[r#""Test"/latency[]"#] >= 372);
    assert!((1..=6).all(|n| by_series[format!(r#""Test"/m{n}[]"#).as_str()] >= 124), "{by_series:?}");
    assert!((1..=6).all(|n| by_series[format!(r#""Test"/l{n}[]"#).as_str()] >= 55), "{by_series:?}");
    for metric in with_slots() {
        let report = &get_metric(&rig.metrics, metric)[0];
        let held = allocation(&rig.metrics).into_iter().find(|it| it.series == report.series).unwrap().held;
        let written: u64 = documents
            .iter()
            .filter(|document| names(document).iter().any(|name| name == metric.name()))
            .map(|document| observed(&document[metric.name()]).1)
            .sum();
        assert_eq!(written + held, report.count, "{metric}");
    }
}

#[test]
fn environments_that_see_the_same_choose_the_same() {
    let rigs = [Rig::new(&[]), Rig::new(&[]), Rig::new(&[])];
    for hour in 0..24 {
        let chosen = rigs.each_ref().map(|rig| {
            // Not in one order.
            let mut all = with_slots();
            let middle = hour % all.len();
            all.rotate_left(middle);
            record_all(&rig.metrics, &all);
            let mut names = names(&rig.flush(false)[0]);
            names.sort();
            rig.pass(HOUR);
            names
        });
        assert!(chosen[0] == chosen[1] && chosen[1] == chosen[2], "{chosen:?}");
    }
}

#[test]
fn fewer_slots_and_fewer_priorities_are_kept_to_also_while_it_runs() {
    use crate::config::{self, Config};
    let config = Config::from_variables([("GATEWAY_METRICS_SLOTS", "4"), ("GATEWAY_METRICS_PRIORITY", "high")]);
    let lines = super::Lines::default();
    let metrics = super::Metrics::configured(&config, lines.clone());
    record_all(&metrics, &with_slots());
    super::wait(super::super::flush(&metrics, true));
    let document = super::schema::checked(&lines.0.lock().unwrap()[0]);
    assert_eq!(names(&document), ["alarm", "latency", "orders"]);
    assert!(document["m1"]["count"] == 1);
    drop(lines);
    // What is built by the gateway follows.
    gateway_runtime::with_cores(Config::from_variables([]), || {
        use gateway_runtime::Core;
        let (Ok(metrics), Ok(config)) = (super::Metrics::get(), Config::get());
        config::set(config, "metrics.slots", 3.into()).unwrap();
        config::set(config, "metrics.priority", "medium".into()).unwrap();
        config::set(config, "metrics.disabled", true.into()).unwrap();
        let status = status(metrics);
        assert_eq!((status.slots, status.least_priority, status.enabled), (3, MetricPriority::Medium, false));
    });
}

#[test]
fn no_slots_at_all_still_count() {
    let rig = Rig::new(&[("GATEWAY_METRICS_SLOTS", "0")]);
    increment(&rig.metrics, TestMetrics::ORDERS, 5);
    let document = rig.flush(false).pop().unwrap();
    assert!(document.get("_aws").is_none());
    assert_eq!(document["orders"]["sum"], 5);
    assert!(!validate(&rig.metrics).valid);
}

#[test]
fn a_rotation_changes_whose_turn_it_is_and_no_hour_that_counts() {
    let rig = Rig::new(&[]);
    record_all(&rig.metrics, &with_slots());
    rig.flush(false);
    let slots = |allocation: &[super::super::Allocation]| {
        allocation.iter().map(|it| (it.series.clone(), it.slot)).collect::<Vec<_>>()
    };
    let turns = |allocation: &[super::super::Allocation]| {
        allocation
            .iter()
            .filter(|it| it.turn && it.priority == MetricPriority::Medium)
            .map(|it| it.series.clone())
            .collect::<Vec<_>>()
    };
    let before = allocation(&rig.metrics);
    let mut seen = BTreeSet::from_iter(turns(&before));
    for _ in 0..5 {
        let after = rotate(&rig.metrics, MetricPriority::Medium);
        assert_eq!(slots(&before), slots(&after));
        seen.extend(turns(&after));
    }
    let medium = before.iter().filter(|it| it.priority == MetricPriority::Medium).count();
    assert_eq!(seen.len(), medium, "in six steps each has had its turn");
}

#[test]
fn slots_are_named_as_they_are() {
    let rig = Rig::new(&[]);
    increment(&rig.metrics, TestMetrics::ORDERS, 1);
    increment(&rig.metrics, TestMetrics::DETAIL, 1);
    let slot = |name: &str| allocation(&rig.metrics).into_iter().find(|it| it.series == name).unwrap().slot;
    assert_eq!(
        [slot("Test/orders"), slot("Test/latency"), slot("Test/detail")],
        [Slot::Waiting, Slot::Idle, Slot::LogOnly]
    );
    rig.flush(false);
    assert_eq!(slot("Test/orders"), Slot::Active);
    rig.pass(HOUR);
    assert_eq!(slot("Test/orders"), Slot::Idle);
    assert_eq!(START % HOUR, 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is recorded when: no hour has more than its slots, and nothing gets lost.
    #[test]
    fn slots_hold_for_every_order_of_events(
        events in prop::collection::vec((0..40_usize, 0..HOUR), 1..300),
        slots in 0..12_usize,
    ) {
        let slots_text = slots.to_string();
        let rig = Rig::new(&[("GATEWAY_METRICS_SLOTS", slots_text.as_str())]);
        let all = with_slots();
        let mut documents = Vec::new();
        for (event, milliseconds) in events {
            match all.get(event) {
                Some(metric) => increment(&rig.metrics, *metric, 1),
                None if event < 30 => record(&rig.metrics, TestMetrics::BY_KIND, 1.0, None, Some([("kind", event.to_string())].into())).unwrap(),
                None => {
                    documents.extend(rig.flush(false));
                    rig.pass(milliseconds);
                }
            }
        }
        let billed = billed(&documents);
        prop_assert!(billed.values().all(|series| series.len() <= slots), "{:?}", billed);
    }
}
