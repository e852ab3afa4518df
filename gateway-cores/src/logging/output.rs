//! Where lines go, and what is counted of them.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::invocation::lock;
use super::level::LogLevel;

/// The sink, and the counters of the process.
pub(super) struct Output {
    sink: Mutex<Box<dyn Write + Send>>,
    lines: [AtomicU64; LogLevel::ALL.len()],
    bytes: AtomicU64,
    failed: AtomicU64,
}

impl Output {
    pub(super) fn new(sink: Box<dyn Write + Send>) -> Self {
        Self { sink: Mutex::new(sink), lines: Default::default(), bytes: AtomicU64::new(0), failed: AtomicU64::new(0) }
    }

    /// Writes one line by one call. A sink that fails, such as a closed stdout, is counted: a log line is never the
    /// reason why a call fails.
    pub(super) fn write(&self, level: LogLevel, line: &[u8]) {
        if lock(&self.sink).write_all(line).is_err() {
            self.failed.fetch_add(1, Relaxed);
            return;
        }
        self.lines[level as usize].fetch_add(1, Relaxed);
        self.bytes.fetch_add(line.len() as u64, Relaxed);
    }

    /// Lines written, by level.
    pub(super) fn lines(&self) -> BTreeMap<&'static str, u64> {
        let counted = LogLevel::ALL.iter().map(|level| (level.as_str(), self.lines[*level as usize].load(Relaxed)));
        counted.filter(|(_, lines)| *lines > 0).collect()
    }

    pub(super) fn bytes(&self) -> u64 {
        self.bytes.load(Relaxed)
    }

    pub(super) fn failed(&self) -> u64 {
        self.failed.load(Relaxed)
    }
}
