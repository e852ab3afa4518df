//! The end of an invocation's log.

/// What is kept of one invocation's log, in bytes.
const KEPT: usize = 64 * 1024;

/// What [`Invoke`](https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html) tells of it, in bytes.
const TOLD: usize = 4 * 1024;

/// Lines, of which only the last are kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Log(Vec<u8>);

impl Log {
    /// Adds a line; `line` has no end of line.
    pub(super) fn push(&mut self, line: &[u8]) {
        // Nothing is moved until as much again has come.
        if self.0.len() + line.len() >= 2 * KEPT {
            let surplus = self.0.len().saturating_sub(KEPT.saturating_sub(line.len() + 1));
            self.0.drain(..surplus);
        }
        self.0.extend_from_slice(&line[line.len().saturating_sub(KEPT)..]);
        self.0.push(b'\n');
    }

    /// The last 64 KiB at most.
    pub(super) fn kept(&self) -> &[u8] {
        last(&self.0, KEPT)
    }

    /// The last 4 KiB at most.
    pub(super) fn tail(&self) -> &[u8] {
        last(&self.0, TOLD)
    }
}

fn last(bytes: &[u8], count: usize) -> &[u8] {
    &bytes[bytes.len().saturating_sub(count)..]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{KEPT, Log, TOLD, last};

    proptest! {
        #[test]
        fn the_end_is_kept_and_no_more(sizes in prop::collection::vec(0..3 * KEPT, 0..12)) {
            let mut log = Log::default();
            let mut all = Vec::new();
            for (index, size) in sizes.into_iter().enumerate() {
                let line = vec![b'a' + u8::try_from(index).unwrap(); size];
                log.push(&line);
                all.extend_from_slice(&line);
                all.push(b'\n');
                prop_assert!(log.0.len() <= 3 * KEPT);
            }
            prop_assert_eq!(log.tail(), last(&all, TOLD));
            prop_assert_eq!(log.kept(), last(&all, KEPT));
        }
    }
}
