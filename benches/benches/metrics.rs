//! What it costs to count and to measure, beside one addition to an atomic number.

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use benches::harness::{self, Case, repeat};
use gateway_cores::metrics::{metrics_increment, metrics_record_operation_metrics, record_metric};

gateway_cores::metrics! {
    /// What is measured here.
    struct BenchMetrics in "Bench" {
        ORDERS: "orders", Count, Critical;
        LATENCY: "latency", Milliseconds, High;
    }
}

static COUNTER: AtomicU64 = AtomicU64::new(0);

/// As durations lie: most within a factor of four, in no order.
const LATENCIES: [f64; 8] = [12.1, 40.7, 11.3, 14.9, 22.0, 13.6, 11.8, 19.4];

#[inline(never)]
fn shim_increment_by_hand() {
    COUNTER.fetch_add(1, Relaxed);
}

#[inline(never)]
fn shim_increment_gateway() {
    metrics_increment(BenchMetrics::ORDERS, 1);
}

#[inline(never)]
fn shim_record_gateway(value: f64) {
    record_metric(BenchMetrics::LATENCY, value, None, None).expect("it is a number");
}

fn next(at: &mut usize) -> f64 {
    *at = (*at + 1) % LATENCIES.len();
    black_box(LATENCIES[*at])
}

const CASES: &[Case] = &[
    Case { name: "increment/atomic add", run: |n| repeat(n, shim_increment_by_hand) },
    Case { name: "increment/gateway", run: |n| repeat(n, shim_increment_gateway) },
    Case {
        name: "record/atomic add",
        run: |n| {
            let mut at = 0;
            repeat(n, || COUNTER.fetch_add(next(&mut at).to_bits(), Relaxed));
        },
    },
    Case {
        name: "record/gateway",
        run: |n| {
            let mut at = 0;
            repeat(n, || shim_record_gateway(next(&mut at)));
        },
    },
    Case {
        name: "operation/gateway",
        run: |n| {
            let duration = black_box(Duration::from_micros(12_345));
            repeat(n, || metrics_record_operation_metrics("orders", black_box("place"), duration, true, None));
        },
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match harness::main(CASES, &arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
