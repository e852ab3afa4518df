//! What can be set anew while the logger runs.

use std::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering::Relaxed};

use super::config::LogConfig;
use super::level::LogLevel;

/// Numbers that are read for each line, so not behind a lock.
pub(super) struct Limits {
    sample_rate: AtomicU64,
    buffer_bytes: AtomicUsize,
    invocation_bytes: AtomicUsize,
    recent_errors: AtomicUsize,
    /// The level that the configuration wants. `set_level` may have set another since.
    level: AtomicU8,
}

impl Limits {
    pub(super) fn of(config: &LogConfig) -> Self {
        Self {
            sample_rate: AtomicU64::new(config.sample_rate.to_bits()),
            buffer_bytes: AtomicUsize::new(config.buffer_bytes),
            invocation_bytes: AtomicUsize::new(config.invocation_bytes),
            recent_errors: AtomicUsize::new(config.recent_errors),
            level: AtomicU8::new(config.level as u8),
        }
    }

    /// Takes over what `config` says. The level that it wants, if it wants another than before.
    pub(super) fn follow(&self, config: &LogConfig) -> Option<LogLevel> {
        self.sample_rate.store(config.sample_rate.to_bits(), Relaxed);
        self.buffer_bytes.store(config.buffer_bytes, Relaxed);
        self.invocation_bytes.store(config.invocation_bytes, Relaxed);
        self.recent_errors.store(config.recent_errors, Relaxed);
        let before = self.level.swap(config.level as u8, Relaxed);
        (before != config.level as u8).then_some(config.level)
    }

    /// Share of invocations whose debug lines are written.
    pub(super) fn sample_rate(&self) -> f64 {
        f64::from_bits(self.sample_rate.load(Relaxed))
    }

    /// Bytes of debug lines that an invocation keeps.
    pub(super) fn buffer_bytes(&self) -> usize {
        self.buffer_bytes.load(Relaxed)
    }

    /// Bytes that an invocation may write.
    pub(super) fn invocation_bytes(&self) -> usize {
        self.invocation_bytes.load(Relaxed)
    }

    /// Errors that are remembered.
    pub(super) fn recent_errors(&self) -> usize {
        self.recent_errors.load(Relaxed)
    }

    /// Whether lines may be written that the level alone would not let through: kept back, or of a sampled invocation.
    pub(super) fn may_exceed_level(&self) -> bool {
        self.buffer_bytes() > 0 || self.sample_rate() > 0.0
    }
}
