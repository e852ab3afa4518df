//! The state that a call meets, made anew for each, and what is left of it.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use gateway_cores::cache::{self, Cache};
use gateway_cores::config::{self, Config, Source};
use gateway_cores::fields;
use gateway_cores::logging::{self, Fields, LogConfig, LogLevel, Logger};
use gateway_cores::metrics::{self, GatewayMetrics, Metrics};
use gateway_cores::security::{self, RateLimiter};
use gateway_runtime::{Context, Core, with_cores};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use tracing_subscriber::layer::SubscriberExt;

use crate::answer::Answer;
use crate::values::{fields, in_ascii, json, known_key, level, shapes, variables};

/// What has happened before the call.
#[derive(Clone, Debug)]
pub(crate) struct Before {
    /// What was stored, and for how many seconds.
    entries: Vec<(String, Value, u64)>,
    /// How many seconds ago; some entries have expired.
    age: u64,
    level: LogLevel,
    keys: Fields,
    /// Environment variables.
    variables: Vec<(String, String)>,
    /// The request, if the call is made in one.
    request: Option<String>,
    /// Whether an absent parameter is written as `null`.
    writes_null: bool,
    /// Whether everything beyond ASCII is written as an escape.
    writes_ascii: bool,
}

pub(crate) fn before() -> impl Strategy<Value = Before> {
    let entries = prop::collection::vec((known_key(), json(), 1..9_u64), 0..4);
    let request = prop::option::of("[a-z0-9]{8}");
    let writes = any::<(bool, bool)>();
    (entries, 0..9_u64, level(), fields(), variables(), request, writes).prop_map(
        |(entries, age, level, keys, variables, request, (writes_null, writes_ascii))| Before {
            entries,
            age,
            level,
            keys,
            variables,
            request,
            writes_null,
            writes_ascii,
        },
    )
}

impl Before {
    pub(crate) fn params(&self, params: &[(&str, Option<Value>)]) -> Map<String, Value> {
        params
            .iter()
            .filter(|(_, value)| value.is_some() || self.writes_null)
            .map(|(name, value)| ((*name).to_owned(), value.clone().unwrap_or_default()))
            .collect()
    }

    pub(crate) fn written(&self, json: &Value) -> String {
        let json = json.to_string();
        if self.writes_ascii { in_ascii(&json) } else { json }
    }

    /// Makes the state, calls, and looks at what came of it.
    pub(crate) fn then(&self, call: impl FnOnce() -> Answer) -> (Answer, Value) {
        let (seconds, sink) = (Arc::new(AtomicU64::new(0)), Sink::default());
        let clock = Arc::clone(&seconds);
        let cache = Cache::with_budget(65_536)
            .with_clock(move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed)));
        let log = Logger::new(LogConfig::from_lookup(|_| None).with_level(self.level), sink.clone());
        let subscriber = tracing_subscriber::registry().with(log.layer());
        let cx = self
            .request
            .as_ref()
            .map_or_else(Context::default, |id| Context::builder().request_id(id.as_str()).build());
        let config = Config::from_variables(self.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let limiter = RateLimiter::with_clock(|| UNIX_EPOCH + Duration::from_secs(1));
        let written = Sink::default();
        let metrics = Metrics::configured(&config, written.clone()).with_clock(|| UNIX_EPOCH + Duration::from_hours(2));
        with_cores((cache, log.clone(), config, metrics, limiter), || {
            let (Ok(cache), Ok(config), Ok(metrics), Ok(limiter)) =
                (Cache::get(), Config::get(), Metrics::get(), RateLimiter::get());
            cx.enter(|| {
                tracing::subscriber::with_default(subscriber, || {
                    for (key, value, ttl) in &self.entries {
                        cache::set(cache, key, value.clone(), Some(Duration::from_secs(*ttl))).unwrap();
                    }
                    metrics::increment(metrics, GatewayMetrics::OPERATION_ERRORS, 3);
                    metrics::record_operation_metrics(metrics, "a", "b", Duration::from_millis(5), true, None);
                    logging::append_keys(&log, self.keys.clone());
                    logging::debug(&log, "kept back", fields! { n = 1 });
                    seconds.store(self.age, Ordering::Relaxed);
                    let answer = call();
                    let left = json!({
                        "cache": contents(cache),
                        "config": settings(config),
                        "metrics": measured(metrics, &written),
                        "rates": [rate(limiter, "a"), rate(limiter, "b")],
                        "log": told(&log, &sink),
                    });
                    (answer, left)
                })
            })
        })
    }
}

fn contents(cache: &Cache) -> Value {
    let statistics = cache::stats(cache);
    let entry = |key: String| json!([cache::metadata(cache, &key), cache::get(cache, &key), key]);
    json!([statistics, cache::keys(cache, None).into_iter().map(entry).collect::<Vec<_>>()])
}

/// What is set, and by whom.
fn settings(config: &Config) -> Value {
    let state = config::state(config);
    let set = state.settings.into_iter().filter(|setting| setting.source != Source::Default);
    json!([state.preset, set.map(|setting| json!([setting.key, setting.value, setting.set_by])).collect::<Vec<_>>()])
}

/// What was recorded, how it stands, and what was written of it.
fn measured(metrics: &Metrics, written: &Sink) -> Value {
    let lines: Vec<_> = written.0.lock().unwrap().iter().map(|line| String::from_utf8(line.clone()).unwrap()).collect();
    json!([metrics::snapshot(metrics), metrics::status(metrics), metrics::allocation(metrics), lines])
}

/// How many more events may happen under a key.
fn rate(limiter: &RateLimiter, key: &str) -> u32 {
    security::rate_limit(limiter, key, 1.0, 9).unwrap().remaining
}

/// The lines and what the logger remembers. The last line is an error of ours, which brings the kept lines out and
/// shows the keys; the place that a line was written at is known of a typed call only.
fn told(log: &Logger, sink: &Sink) -> Value {
    logging::error(log, "after", Fields::new());
    let mut lines: Vec<Value> =
        sink.0.lock().unwrap().iter().map(|line| serde_json::from_slice(line).unwrap()).collect();
    for line in &mut lines {
        line.as_object_mut().unwrap().remove("location");
    }
    let statistics = logging::stats(log);
    shapes(json!([
        lines,
        log.recent_errors(),
        [statistics.kept, statistics.flushed, statistics.requests, statistics.errors],
        [json!(statistics.level), json!(statistics.lines)],
    ]))
}

/// Remembers each line by itself.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<Vec<u8>>>>);

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
