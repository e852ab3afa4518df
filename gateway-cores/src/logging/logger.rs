//! The core: decides what becomes of a line.

use std::fmt;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

use gateway_runtime::{Context, Saving, gateway_core};
use serde_json::{Map, Value};

use super::config::LogConfig;
use super::errors::{ErrorReport, RecordedError, Ring};
use super::invocation::{Invocation, Meter, Outside, State, lock};
use super::layer;
use super::level::LogLevel;
use super::limits::Limits;
use super::line::{Line, Member, Timestamp};
use super::output::Output;
use super::statistics::{InvocationStats, LevelChange, LogStats};
use crate::config::Config;

/// Bytes after which a line is cut: no single line may fill the log.
const LINE_BYTES: usize = 65_536;

/// The state behind the interface: level, keys, sink, counters. A clone is another handle on the same logger.
///
/// The gateway builds its own from the environment, writing to stdout; a test makes one with a sink that it can read.
///
/// ```
/// use std::io;
/// use gateway_cores::{fields, logging::{self, LogConfig, Logger}};
///
/// let log = Logger::new(LogConfig::from_env(), io::sink());
/// logging::error(&log, "order refused", fields! { order_id = 7 });
/// assert_eq!(logging::stats(&log).lines["ERROR"], 1);
/// ```
#[gateway_core]
#[derive(Clone)]
pub struct Logger(Arc<Shared>);

struct Shared {
    config: LogConfig,
    limits: Limits,
    level: AtomicU8,
    outside: Mutex<Outside>,
    recent: Mutex<Ring>,
    output: Output,
    counters: Counters,
}

#[derive(Default)]
struct Counters {
    kept: AtomicU64,
    flushed: AtomicU64,
    evicted: AtomicU64,
    capped: AtomicU64,
    requests: AtomicU64,
    errors: AtomicU64,
}

/// What a caller wants written.
pub(super) struct Entry<'a> {
    pub(super) level: LogLevel,
    pub(super) location: Option<&'a dyn fmt::Display>,
    pub(super) message: &'a str,
    /// The keys of the operation that writes.
    pub(super) own: &'a [(&'static str, Value)],
    /// The fields of the spans around the entry.
    pub(super) spans: Vec<Member>,
    pub(super) fields: Vec<Member>,
}

/// What becomes of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Write,
    Keep,
    Drop,
}

impl Logger {
    /// Makes a logger that hands each line to `sink` by one call of `write_all`.
    ///
    /// What `config` could not read, and a level that the platform overrules, is reported at once by a warning.
    pub fn new(config: LogConfig, sink: impl Write + Send + 'static) -> Self {
        let logger = Self(Arc::new(Shared {
            level: AtomicU8::new(config.level() as u8),
            limits: Limits::of(&config),
            config,
            outside: Mutex::default(),
            recent: Mutex::default(),
            output: Output::new(Box::new(sink)),
            counters: Counters::default(),
        }));
        let Shared { config, output, .. } = &*logger.0;
        let lost = config.platform_level.filter(|platform| *platform > config.level).map(|platform| {
            format!("the log level {} has no effect, AWS_LAMBDA_LOG_LEVEL is {platform}", config.level)
        });
        for problem in config.problems.iter().chain(&lost) {
            output.write(LogLevel::Warning, &logger.notice(problem, &Context::default()));
        }
        logger
    }

    /// Makes a logger that writes to stdout.
    fn build(config: &Config) -> Self {
        Self::following(config, io::stdout())
    }

    /// Makes a logger that is set up as the program is configured, and follows the configuration. What sets nothing is
    /// told here, as nobody could before.
    pub(super) fn following(config: &Config, sink: impl Write + Send + 'static) -> Self {
        let logger = Self::new(LogConfig::of(config).with_problems(config.warnings()), sink);
        let follower = logger.clone();
        config.on_change(move |config| follower.follow(&LogConfig::of(config)));
        logger
    }

    /// Takes over what can change while the logger runs.
    fn follow(&self, config: &LogConfig) {
        let Shared { limits, recent, .. } = &*self.0;
        if let Some(level) = limits.follow(config) {
            self.set_level(level);
        }
        lock(recent).keep(limits.recent_errors());
    }

    /// Makes this logger the process's `tracing` subscriber: `tracing::info!` then writes the same kind of line.
    ///
    /// # Errors
    /// The process has a subscriber already. Add [`layer`](Self::layer) to that one.
    pub fn install(&self) -> Result<(), tracing::subscriber::SetGlobalDefaultError> {
        use tracing_subscriber::layer::SubscriberExt;
        tracing::subscriber::set_global_default(tracing_subscriber::registry().with(self.layer()))
    }

    /// A layer that writes the events of `tracing` through this logger, with the fields of the spans around them.
    ///
    /// It filters for itself only: other layers of the same subscriber see what they ask for.
    pub fn layer<S>(&self) -> impl tracing_subscriber::Layer<S> + use<S>
    where
        S: tracing::Subscriber + for<'a> tracing_subscriber::registry::LookupSpan<'a>,
    {
        layer::layer(self.clone())
    }

    /// The least severe level that is written: as it is set, and `info` at least [as a budget runs
    /// out](gateway_runtime::Saving::DebugLogs).
    pub fn level(&self) -> LogLevel {
        let level = self.level_without_savings();
        if Saving::DebugLogs.is_on() { level.max(LogLevel::Info) } else { level }
    }

    fn level_without_savings(&self) -> LogLevel {
        LogLevel::ALL[usize::from(self.0.level.load(Relaxed))]
    }

    /// The last errors that were recorded, oldest first; a hundred, unless `logging.recent_errors` says otherwise.
    pub fn recent_errors(&self) -> Vec<RecordedError> {
        lock(&self.0.recent).to_vec()
    }

    pub(super) fn set_level(&self, wish: LogLevel) -> LevelChange {
        let level = self.0.config.platform_level.unwrap_or(wish);
        self.0.level.store(level as u8, Relaxed);
        tracing_core::callsite::rebuild_interest_cache();
        LevelChange { level, limited_by_platform: level != wish }
    }

    /// The least severe level that some invocation may write or keep.
    pub(super) fn floor(&self) -> LogLevel {
        let floor = self.floor_without_savings();
        if Saving::DebugLogs.is_on() { floor.max(LogLevel::Info) } else { floor }
    }

    /// For what is not asked again when a saving begins or ends.
    pub(super) fn floor_without_savings(&self) -> LogLevel {
        let level = self.level_without_savings();
        let config = &self.0.config;
        if level == LogLevel::Silent || !self.0.limits.may_exceed_level() {
            return level;
        }
        // What is finer than its own level the platform would drop.
        level.min(config.platform_level.unwrap_or(LogLevel::Debug).max(LogLevel::Debug))
    }

    /// Whether a line of this level would be written or kept here and now.
    pub(super) fn wants(&self, level: LogLevel) -> bool {
        if level >= self.level() || level < self.floor() {
            return level >= self.level();
        }
        let cx = Context::current();
        let invocation = Invocation::of(&cx);
        self.verdict(level, self.state(invocation.as_deref(), &cx).as_deref()) != Verdict::Drop
    }

    fn verdict(&self, level: LogLevel, state: Option<&State>) -> Verdict {
        if level >= self.level() {
            return Verdict::Write;
        }
        match state {
            Some(state) if level >= self.floor() && state.sampled => Verdict::Write,
            Some(_) if level >= self.floor() && self.0.limits.buffer_bytes() > 0 => Verdict::Keep,
            _ => Verdict::Drop,
        }
    }

    fn state<'a>(&self, invocation: Option<&'a Invocation>, cx: &Context) -> Option<MutexGuard<'a, State>> {
        invocation.map(|invocation| invocation.begun(cx, &self.0.limits, &self.0.outside))
    }

    /// Writes, keeps or drops one entry.
    pub(super) fn submit(&self, entry: &Entry<'_>) {
        let cx = Context::current();
        let invocation = Invocation::of(&cx);
        let mut state = self.state(invocation.as_deref(), &cx);
        let verdict = self.verdict(entry.level, state.as_deref());
        if verdict == Verdict::Drop {
            return;
        }
        let shared = if state.is_none() { lock(&self.0.outside).keys.clone() } else { Map::new() };
        let keys = state.as_deref().map_or(&shared, |state| &state.keys);
        let line = self.line(entry, keys, &cx);
        let mut bytes = line.to_bytes();
        let length = bytes.len();
        if length > LINE_BYTES {
            bytes = line.to_cut_bytes(length);
        }
        let can_be_cut = length <= LINE_BYTES && entry.level >= LogLevel::Error;
        let cut = || can_be_cut.then(|| self.line(entry, &Map::new(), &cx).to_cut_bytes(length));
        match state.as_deref_mut() {
            None => self.write_or_cut(&mut lock(&self.0.outside).meter, entry.level, &bytes, cut, &cx),
            Some(state) if verdict == Verdict::Keep => {
                let evicted = state.buffer.push(entry.level, bytes, self.0.limits.buffer_bytes());
                self.0.counters.kept.fetch_add(1, Relaxed);
                self.0.counters.evicted.fetch_add(evicted, Relaxed);
            }
            Some(state) => {
                if entry.level >= LogLevel::Error {
                    self.flush(state, &cx);
                }
                self.write_or_cut(&mut state.meter, entry.level, &bytes, cut, &cx);
            }
        }
    }

    /// Writes one line, or tells of its loss. An error that does not fit whole is better told in short than not at all.
    fn write_or_cut(
        &self,
        meter: &mut Meter,
        level: LogLevel,
        line: &[u8],
        cut: impl FnOnce() -> Option<Vec<u8>>,
        cx: &Context,
    ) {
        let written = self.write(meter, level, line) || cut().is_some_and(|cut| self.write(meter, level, &cut));
        if !written {
            self.over_the_cap(meter, cx);
        }
    }

    fn line<'a>(&'a self, entry: &'a Entry<'a>, keys: &'a Map<String, Value>, cx: &'a Context) -> Line<'a> {
        Line {
            level: entry.level,
            location: entry.location,
            message: entry.message,
            timestamp: SystemTime::now(),
            config: &self.0.config,
            sample_rate: self.0.limits.sample_rate(),
            cx,
            own: entry.own,
            keys,
            fields: [&entry.spans, &entry.fields],
        }
    }

    /// Writes one line if it fits under the cap.
    fn write(&self, meter: &mut Meter, level: LogLevel, line: &[u8]) -> bool {
        let fits = meter.admit(level, line.len(), self.0.limits.invocation_bytes());
        if fits {
            self.0.output.write(level, line);
        }
        fits
    }

    /// Writes what was kept: the invocation fails.
    fn flush(&self, state: &mut State, cx: &Context) {
        let (lines, evicted) = state.buffer.take();
        if evicted > 0 {
            let text = format!("{evicted} older lines were lost, they did not fit into GATEWAY_LOGGER_BUFFER_BYTES");
            let line = self.notice(&text, cx);
            if !self.write(&mut state.meter, LogLevel::Warning, &line) {
                self.over_the_cap(&mut state.meter, cx);
            }
        }
        for (level, line) in lines {
            if self.write(&mut state.meter, level, &line) {
                self.0.counters.flushed.fetch_add(1, Relaxed);
            } else {
                self.over_the_cap(&mut state.meter, cx);
            }
        }
    }

    /// Counts a line that did not fit. The first is told, out of the part that is kept for errors.
    fn over_the_cap(&self, meter: &mut Meter, cx: &Context) {
        self.0.counters.capped.fetch_add(1, Relaxed);
        if meter.drop_line() {
            let line = self.notice("lines are lost, GATEWAY_LOGGER_INVOCATION_BYTES are written", cx);
            if meter.admit(LogLevel::Error, line.len(), self.0.limits.invocation_bytes()) {
                self.0.output.write(LogLevel::Warning, &line);
            }
        }
    }

    /// A warning of the logger's own.
    fn notice(&self, message: &str, cx: &Context) -> Vec<u8> {
        let none = Map::new();
        let entry = Entry {
            level: LogLevel::Warning,
            location: None,
            message,
            own: &[],
            spans: Vec::new(),
            fields: Vec::new(),
        };
        self.line(&entry, &none, cx).to_bytes()
    }

    /// Changes the keys of the invocation; outside of one, those that every later invocation starts with.
    pub(super) fn change_keys(&self, change: impl FnOnce(&mut Map<String, Value>)) {
        let cx = Context::current();
        let invocation = Invocation::of(&cx);
        match self.state(invocation.as_deref(), &cx) {
            Some(mut state) => change(&mut state.keys),
            None => change(&mut lock(&self.0.outside).keys),
        }
    }

    pub(super) fn count_request(&self) {
        self.0.counters.requests.fetch_add(1, Relaxed);
    }

    /// Puts an error into the ring.
    pub(super) fn remember(&self, operation: &str, error: ErrorReport) {
        self.0.counters.errors.fetch_add(1, Relaxed);
        let recorded = RecordedError {
            timestamp: Timestamp(SystemTime::now()).to_string(),
            request_id: Context::current().request_id().map(str::to_owned),
            operation: operation.to_owned(),
            error,
        };
        lock(&self.0.recent).push(recorded, self.0.limits.recent_errors());
    }

    pub(super) fn stats(&self) -> LogStats {
        let cx = Context::current();
        let invocation = Invocation::of(&cx);
        let Shared { counters, output, limits, .. } = &*self.0;
        LogStats {
            level: self.level(),
            lines: output.lines(),
            bytes: output.bytes(),
            kept: counters.kept.load(Relaxed),
            flushed: counters.flushed.load(Relaxed),
            evicted: counters.evicted.load(Relaxed),
            capped: counters.capped.load(Relaxed),
            failed_writes: output.failed(),
            requests: counters.requests.load(Relaxed),
            errors: counters.errors.load(Relaxed),
            invocation: self.state(invocation.as_deref(), &cx).map(|state| InvocationStats {
                bytes: state.meter.bytes(),
                cap: limits.invocation_bytes(),
                capped: state.meter.dropped(),
                kept_bytes: state.buffer.bytes(),
                sampled: state.sampled,
            }),
        }
    }
}
