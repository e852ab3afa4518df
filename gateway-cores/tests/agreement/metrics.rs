//! The interface `metrics`.

#![expect(clippy::unit_arg, reason = "what gives nothing answers `null`, and the case says so")]

use gateway_cores::metrics::{
    self as interface, Dimensions, ExportFormat, GatewayMetrics, Metric, MetricPriority, MetricUnit, Metrics,
    MetricsSnapshot,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::answer::{done, ended, wait};
use crate::gateway::*;
use crate::values::{span, text};

gateway_cores::metrics! {
    /// With dimensions, which the metrics of Gateway itself do not have.
    pub(crate) struct Split in "Split" {
        BY_KIND: "by_kind", Count, Low, by ["kind"];
    }
}

crate::agreement! { MetricsOperation:
    record(metric in metric(), value in number(), unit in option::of(unit()), dimensions in option::of(dimensions()))
        [metric, value; unit, dimensions] => ended(record_metric(metric, value, unit, dimensions));
    increment(metric in metric(), by in option::of(0..9_u64)) [metric; by]
        => done(metrics_increment(metric, by.unwrap_or(1)));
    track_execution_time(duration in span()) [duration;] => done(metrics_track_execution_time(duration.lasts));
    track_memory_usage(bytes in any::<u64>()) [bytes;] => done(metrics_track_memory_usage(Some(bytes)));
    track_response_size(bytes in any::<u64>()) [bytes;] => done(metrics_track_response_size(bytes));
    count_invocations(count in option::of(0..9_u64)) [; count] => done(metrics_count_invocations(count.unwrap_or(1)));
    record_operation_metrics(
        interface in text(),
        operation in text(),
        duration in span(),
        success in any::<bool>(),
        dimensions in option::of(dimensions())
    ) [interface, operation, duration, success; dimensions]
        => done(metrics_record_operation_metrics(&interface, &operation, duration.lasts, success, dimensions));
    get_metric(metric in metric()) [metric;] => done(metrics_get_metric(metric));
    summary() [;] => done(metrics_summary());
    performance_stats(filter in option::of(filter()), since in option::of(span())) [; filter, since]
        => done(metrics_performance_stats(filter.as_deref(), since.map(|since| since.lasts)));
    system_metrics() [;] => done(metrics_system_metrics()), as members;
    export(format in format()) [format;] => done(metrics_export(format));
    reset(names in option::of(vec(metric(), 0..3))) [; names] => done(metrics_reset(names));
    status() [;] => done(metrics_status());
    validate() [;] => done(metrics_validate());
    snapshot() [;] => done(metrics_snapshot());
    restore(snapshot in kept()) [snapshot;] => ended(metrics_restore(snapshot));
    allocation() [;] => done(metrics_allocation());
    rotate(priority in priority()) [priority;] => done(metrics_rotate(priority));
    flush(at_once in option::of(any::<bool>())) [; at_once] => done(wait(metrics_flush(at_once.unwrap_or(false))));
}

/// The system tells other numbers each time.
fn members(answer: &str) -> String {
    let answer: Value = serde_json::from_str(answer).unwrap();
    format!("{:?}", answer.as_object().unwrap().iter().map(|(name, value)| (name, value.is_null())).collect::<Vec<_>>())
}

fn metric() -> impl Strategy<Value = Metric> + Clone {
    prop_oneof![3 => prop::sample::select(GatewayMetrics::ALL), 1 => Just(Split::BY_KIND)]
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![-9.0..9.0, prop::num::f64::NORMAL]
}

fn unit() -> impl Strategy<Value = MetricUnit> {
    prop_oneof![Just(MetricUnit::Milliseconds), Just(MetricUnit::Count), prop::sample::select(MetricUnit::ALL)]
}

fn dimensions() -> impl Strategy<Value = Dimensions> {
    let name = prop_oneof![3 => Just("kind".to_owned()), 1 => text()];
    let value = prop_oneof![3 => "[a-c]", 1 => text()];
    btree_map(name, value, 0..2).prop_map(|pairs| serde_json::from_value(json!(pairs)).unwrap())
}

fn filter() -> impl Strategy<Value = String> {
    prop_oneof![Just("a".to_owned()), Just("a.b".to_owned()), text()]
}

fn format() -> impl Strategy<Value = ExportFormat> {
    prop::sample::select(vec![ExportFormat::Emf, ExportFormat::Json, ExportFormat::Prometheus])
}

fn priority() -> impl Strategy<Value = MetricPriority> {
    prop_oneof![prop::sample::select(&MetricPriority::WITH_SLOTS[..]), Just(MetricPriority::LogOnly)]
}

/// What another has recorded, or what nobody can have.
fn kept() -> impl Strategy<Value = MetricsSnapshot> {
    (0..9_u64, any::<bool>()).prop_map(|(count, whole)| {
        let metrics = Metrics::new(std::io::sink());
        interface::increment(&metrics, GatewayMetrics::INVOCATIONS, count);
        let mut kept = json!(interface::snapshot(&metrics));
        if !whole {
            kept["version"] = json!(0);
        }
        serde_json::from_value(kept).unwrap()
    })
}
