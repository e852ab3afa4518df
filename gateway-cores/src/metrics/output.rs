//! Where documents go, and what is counted of them.

use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

pub(super) struct Output {
    sink: Mutex<Box<dyn Write + Send>>,
    documents: AtomicU64,
    bytes: AtomicU64,
    failed: AtomicU64,
}

impl Output {
    pub(super) fn new(sink: Box<dyn Write + Send>) -> Self {
        Self {
            sink: Mutex::new(sink),
            documents: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            failed: AtomicU64::new(0),
        }
    }

    /// Writes one line by one call, so that no line of the log comes in between. A sink that fails is counted: metrics are
    /// never the reason why a call fails.
    pub(super) fn write(&self, line: &[u8]) {
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        if sink.write_all(line).and_then(|()| sink.flush()).is_err() {
            self.failed.fetch_add(1, Relaxed);
            return;
        }
        self.documents.fetch_add(1, Relaxed);
        self.bytes.fetch_add(line.len() as u64, Relaxed);
    }

    pub(super) fn documents(&self) -> u64 {
        self.documents.load(Relaxed)
    }

    pub(super) fn bytes(&self) -> u64 {
        self.bytes.load(Relaxed)
    }

    pub(super) fn failed(&self) -> u64 {
        self.failed.load(Relaxed)
    }
}
