//! Snapshots.

use std::time::Duration;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{
    MetricsSnapshot, get_metric, increment, performance_stats, record, record_operation_metrics, restore, snapshot,
    summary,
};
use super::{Rig, TestMetrics};

fn read(value: Value) -> MetricsSnapshot {
    serde_json::from_value(value).unwrap()
}

#[test]
fn what_was_not_written_is_written_by_the_next() {
    let rig = Rig::new(&[]);
    increment(&rig.metrics, TestMetrics::ORDERS, 2);
    rig.flush(true);
    increment(&rig.metrics, TestMetrics::ORDERS, 3);
    record(&rig.metrics, TestMetrics::BY_KIND, 5.0, None, Some([("kind", "a")].into())).unwrap();
    record_operation_metrics(&rig.metrics, "a", "b", Duration::from_millis(3), false, None);
    let kept = serde_json::to_value(snapshot(&rig.metrics)).unwrap();

    let next = Rig::new(&[]);
    assert_eq!(restore(&next.metrics, read(kept)), Ok(4));
    assert_eq!(summary(&next.metrics).metrics, summary(&rig.metrics).metrics);
    assert_eq!(performance_stats(&next.metrics, None, None), performance_stats(&rig.metrics, None, None));
    let documents = next.flush(true);
    let orders = documents.iter().find_map(|document| document.get("orders")).unwrap();
    assert_eq!(orders, &json!([1, 1, 1]), "and not the two that were written");
}

#[test]
fn what_is_no_snapshot_is_refused_and_changes_nothing() {
    let rig = Rig::new(&[]);
    increment(&rig.metrics, TestMetrics::ORDERS, 2);
    record_operation_metrics(&rig.metrics, "a", "b", Duration::from_millis(3), false, None);
    let good = serde_json::to_value(snapshot(&rig.metrics)).unwrap();
    let orders = good["series"].as_array().unwrap().iter().position(|it| it["series"] == "Test/orders").unwrap();
    let wrong = [
        ("/version".to_owned(), json!(2)),
        (format!("/series/{orders}/values/window/count"), json!(3)),
        (format!("/series/{orders}/values/window/min"), json!(9.0)),
        (format!("/series/{orders}/values/window/level"), json!(40)),
        (format!("/series/{orders}/values/window/buckets/0/count"), json!(0)),
        ("/operations/0/values/errors".to_owned(), json!(2)),
    ];
    for (path, value) in wrong {
        let mut bad = good.clone();
        *bad.pointer_mut(&path).unwrap() = value;
        let fresh = Rig::new(&[]);
        assert!(restore(&fresh.metrics, read(bad)).is_err(), "{path}");
        assert!(summary(&fresh.metrics).metrics.is_empty(), "{path}");
    }
    let mut unknown = good.clone();
    unknown["series"][orders]["series"] = json!("Test/gone");
    assert_eq!(restore(&Rig::new(&[]).metrics, read(unknown)), Ok(good["series"].as_array().unwrap().len() - 1));
    let mut extra = good;
    extra["more"] = json!(1);
    assert!(serde_json::from_value::<MetricsSnapshot>(extra).is_err());
}

proptest! {
    #[test]
    fn a_snapshot_is_all_there_is(values in prop::collection::vec((0..3_usize, -1e6..1e6_f64), 0..100)) {
        let rig = Rig::new(&[]);
        let metrics = [TestMetrics::ORDERS, TestMetrics::LATENCY, TestMetrics::DETAIL];
        for (at, value) in values {
            record(&rig.metrics, metrics[at], value, None, None).unwrap();
        }
        let text = serde_json::to_string(&snapshot(&rig.metrics)).unwrap();
        let next = Rig::new(&[]);
        restore(&next.metrics, serde_json::from_str(&text).unwrap()).unwrap();
        prop_assert_eq!(snapshot(&next.metrics), snapshot(&rig.metrics));
        for metric in metrics {
            prop_assert_eq!(get_metric(&next.metrics, metric), get_metric(&rig.metrics, metric));
        }
    }
}
