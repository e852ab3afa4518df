//! How far the environment is.

use std::num::NonZero;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

static PROGRESS: Progress = Progress {
    began: OnceLock::new(),
    warming: OnceLock::new(),
    ready: OnceLock::new(),
    first: OnceLock::new(),
    served: AtomicU64::new(0),
};

/// Of the process: there is one environment in it.
struct Progress {
    began: OnceLock<Instant>,
    warming: OnceLock<Instant>,
    ready: OnceLock<Instant>,
    first: OnceLock<Instant>,
    served: AtomicU64,
}

/// The host's first line.
pub(crate) fn begin() {
    let _ = PROGRESS.began.set(Instant::now());
}

/// The warm-up begins.
pub(crate) fn warming() {
    let _ = PROGRESS.warming.set(Instant::now());
}

/// Everything is built that is built before the first event.
pub(crate) fn ready() {
    let _ = PROGRESS.ready.set(Instant::now());
}

/// An event has come.
pub(crate) fn served() {
    if PROGRESS.served.fetch_add(1, Relaxed) == 0 {
        let _ = PROGRESS.first.set(Instant::now());
    }
}

/// What the environment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nobody has started the host: a test, or a program of another kind.
    Outside,
    /// The host starts: Lambda's `INIT`.
    Starting,
    /// The [warm-up](crate::Host::warm_up) runs, if there is one: still within `INIT`.
    Warming,
    /// The host waits for the first event.
    Ready,
    /// Events come.
    Serving,
}

/// How long a stage took, or takes by now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StageTiming {
    /// The stage.
    pub stage: Stage,
    /// Its time in milliseconds.
    pub milliseconds: f64,
    /// Whether it is over.
    pub finished: bool,
}

/// How far the environment is, and of what kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InitializationStatus {
    /// What it does now.
    pub stage: Stage,
    /// `AWS_LAMBDA_INITIALIZATION_TYPE`: `on-demand`, `provisioned-concurrency`, `lambda-managed-instances`, or absent.
    pub initialization_type: Option<String>,
    /// How many invocations it takes at once.
    pub concurrency: usize,
    /// How many events have come.
    pub invocations: u64,
    /// How many cores have been built.
    pub cores_built: usize,
    /// How many cores the gateway's operations take.
    pub cores_known: usize,
}

pub(super) fn stage() -> Stage {
    if PROGRESS.first.get().is_some() {
        Stage::Serving
    } else if PROGRESS.ready.get().is_some() {
        Stage::Ready
    } else if PROGRESS.warming.get().is_some() {
        Stage::Warming
    } else if PROGRESS.began.get().is_some() {
        Stage::Starting
    } else {
        Stage::Outside
    }
}

pub(crate) fn invocations() -> u64 {
    PROGRESS.served.load(Relaxed)
}

/// The stages that have begun.
pub(super) fn timings() -> Vec<StageTiming> {
    let Progress { began, warming, ready, first, .. } = &PROGRESS;
    let marks = [
        (Stage::Starting, began.get()),
        (Stage::Warming, warming.get()),
        (Stage::Ready, ready.get()),
        (Stage::Serving, first.get()),
    ];
    let marks: Vec<_> = marks.into_iter().filter_map(|(stage, mark)| Some((stage, *mark?))).collect();
    timings_of(&marks, Instant::now())
}

fn timings_of(marks: &[(Stage, Instant)], now: Instant) -> Vec<StageTiming> {
    let ends = marks.iter().skip(1).map(|(_, begin)| Some(*begin)).chain([None]);
    marks
        .iter()
        .zip(ends)
        .map(|((stage, begin), end)| StageTiming {
            stage: *stage,
            milliseconds: milliseconds(end.unwrap_or(now).saturating_duration_since(*begin)),
            finished: end.is_some(),
        })
        .collect()
}

/// To the microsecond.
pub(super) fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1_000_000.0).round() / 1_000.0
}

pub(crate) fn kind() -> Option<&'static str> {
    gateway_runtime::variable("AWS_LAMBDA_INITIALIZATION_TYPE")
}

/// Provisioned environments were started long before the request: none of theirs is a cold start.
pub(crate) fn starts_cold() -> bool {
    kind().is_none_or(|kind| kind != "provisioned-concurrency")
}

/// Whether what is connected now is connected when the first event comes.
pub(crate) fn keeps_connections() -> bool {
    kind().is_none_or(|kind| kind != "snap-start")
}

/// How many invocations may be under way at once: `AWS_LAMBDA_MAX_CONCURRENCY`, which Lambda sets on managed instances.
pub(crate) fn concurrency() -> usize {
    let set = gateway_runtime::variable("AWS_LAMBDA_MAX_CONCURRENCY");
    set.and_then(|set| set.parse().ok()).map_or(1, NonZero::get)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Stage, StageTiming, timings_of};

    #[test]
    fn a_stage_ends_where_the_next_begins_and_the_last_is_not_over() {
        let began = Instant::now();
        let at = |milliseconds| began + Duration::from_millis(milliseconds);
        let timings = timings_of(&[(Stage::Starting, at(0)), (Stage::Ready, at(7))], at(9));
        assert_eq!(
            timings,
            [
                StageTiming { stage: Stage::Starting, milliseconds: 7.0, finished: true },
                StageTiming { stage: Stage::Ready, milliseconds: 2.0, finished: false },
            ]
        );
    }
}
