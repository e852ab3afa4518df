//! What belongs to one invocation and ends with it.

use std::collections::VecDeque;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gateway_runtime::Context;
use serde_json::{Map, Value};

use super::level::LogLevel;
use super::limits::Limits;

/// What holds outside of any invocation.
#[derive(Default)]
pub(super) struct Outside {
    /// The keys that were appended there: each invocation starts with them.
    pub(super) keys: Map<String, Value>,
    /// Counts since the last invocation began: what is spawned and logs in a loop has no invocation that would end it.
    pub(super) meter: Meter,
}

/// The state of one invocation. It hangs on the invocation's `Context`, so parallel invocations cannot share it, and
/// it is dropped with it, so nothing outlives the invocation.
#[derive(Default)]
pub(super) struct Invocation(Mutex<State>);

#[derive(Default)]
pub(super) struct State {
    begun: bool,
    /// Whether this invocation was drawn to write its debug lines.
    pub(super) sampled: bool,
    /// The keys appended to each of its lines.
    pub(super) keys: Map<String, Value>,
    pub(super) meter: Meter,
    pub(super) buffer: Buffer,
}

impl Invocation {
    /// The state that hangs on `cx`; none outside of an invocation.
    pub(super) fn of(cx: &Context) -> Option<Arc<Self>> {
        cx.slot()
    }

    /// The state, begun if this is the first look: the keys of the process are copied, its meter starts anew, the
    /// sample is drawn.
    pub(super) fn begun(&self, cx: &Context, limits: &Limits, outside: &Mutex<Outside>) -> MutexGuard<'_, State> {
        let mut state = lock(&self.0);
        if !state.begun {
            state.begun = true;
            let mut outside = lock(outside);
            state.keys.clone_from(&outside.keys);
            outside.meter = Meter::default();
            state.sampled = is_sampled(cx.request_id().unwrap_or_default(), limits.sample_rate());
        }
        state
    }
}

/// Locks, also after a panic: what these locks guard is whole between any two statements.
pub(super) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Draws the sample from the request id: it is random already, and a retry of one request keeps its verdict.
fn is_sampled(request_id: &str, rate: f64) -> bool {
    let mut hasher = DefaultHasher::new();
    request_id.hash(&mut hasher);
    let draw = f64::from(u32::try_from(hasher.finish() >> 32).expect("half of 64 bits")) / f64::from(u32::MAX);
    rate >= 1.0 || draw < rate
}

/// Counts the bytes of one invocation, or of what is outside of any, and holds them under the cap.
#[derive(Default)]
pub(super) struct Meter {
    bytes: usize,
    dropped: u64,
}

impl Meter {
    /// Counts a line of `length` bytes if it fits. The last eighth of the cap is kept for errors: a loop that logs must
    /// not hide the error that ends it.
    pub(super) fn admit(&mut self, level: LogLevel, length: usize, cap: usize) -> bool {
        let ceiling = if level >= LogLevel::Error { cap } else { cap - cap / 8 };
        let fits = self.bytes.saturating_add(length) <= ceiling;
        if fits {
            self.bytes += length;
        }
        fits
    }

    /// Counts a line that did not fit; whether it is the first.
    pub(super) fn drop_line(&mut self) -> bool {
        self.dropped += 1;
        self.dropped == 1
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Lines that did not fit.
    pub(super) fn dropped(&self) -> u64 {
        self.dropped
    }
}

/// Lines that the level would drop, kept for the case that the invocation fails.
#[derive(Default)]
pub(super) struct Buffer {
    lines: VecDeque<(LogLevel, Vec<u8>)>,
    bytes: usize,
    evicted: u64,
}

impl Buffer {
    /// Keeps `line`; the oldest lines make room for it. Returns how many lines were lost.
    pub(super) fn push(&mut self, level: LogLevel, line: Vec<u8>, max_bytes: usize) -> u64 {
        let before = self.evicted;
        if line.len() > max_bytes {
            self.evicted += 1;
        } else {
            while self.bytes + line.len() > max_bytes {
                let (_, oldest) = self.lines.pop_front().expect("bytes are those of the lines");
                self.bytes -= oldest.len();
                self.evicted += 1;
            }
            self.bytes += line.len();
            self.lines.push_back((level, line));
        }
        self.evicted - before
    }

    /// Empties it: the lines, oldest first, and how many were lost before them.
    pub(super) fn take(&mut self) -> (VecDeque<(LogLevel, Vec<u8>)>, u64) {
        let Self { lines, evicted, .. } = std::mem::take(self);
        (lines, evicted)
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_buffer_keeps_the_newest_lines_that_fit(
            lengths in prop::collection::vec(0_usize..50, 0..60),
            max in 0_usize..200,
        ) {
            let mut buffer = Buffer::default();
            let mut lost = 0;
            for (number, length) in lengths.iter().enumerate() {
                lost += buffer.push(LogLevel::Debug, vec![u8::try_from(number).unwrap(); *length], max);
                prop_assert!(buffer.bytes() <= max);
            }
            let (lines, evicted) = buffer.take();
            prop_assert_eq!(lines.len() as u64 + evicted, lengths.len() as u64);
            prop_assert_eq!(evicted, lost);
            // The survivors are the newest lines of those that could fit at all, in their order.
            let fitting: Vec<_> = lengths.iter().copied().filter(|length| *length <= max).collect();
            let kept: Vec<_> = lines.iter().map(|(_, line)| line.len()).collect();
            prop_assert!(fitting.ends_with(&kept));
            prop_assert_eq!((buffer.bytes(), buffer.take().1), (0, 0));
        }

        #[test]
        fn the_cap_holds_and_the_reserve_is_for_errors(
            lines in prop::collection::vec((any::<bool>(), 0_usize..100), 0..100),
            cap in 0_usize..2_000,
        ) {
            let mut meter = Meter::default();
            for (is_error, length) in lines {
                let level = if is_error { LogLevel::Error } else { LogLevel::Info };
                let before = meter.bytes;
                let admitted = meter.admit(level, length, cap);
                prop_assert_eq!(meter.bytes, before + if admitted { length } else { 0 });
                prop_assert!(meter.bytes <= cap);
                prop_assert!(is_error || !admitted || meter.bytes <= cap - cap / 8);
            }
        }
    }

    #[test]
    fn the_sample_follows_its_rate() {
        let drawn = |rate| (0..10_000).filter(|n| is_sampled(&format!("request-{n}"), rate)).count();
        assert_eq!((drawn(0.0), drawn(1.0)), (0, 10_000));
        assert!((2_000..3_000).contains(&drawn(0.25)), "{}", drawn(0.25));
        assert_eq!(is_sampled("a", 0.5), is_sampled("a", 0.5));
    }
}
