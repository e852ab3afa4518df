//! How long to wait before the Runtime API is asked again.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// The pause after the first trouble, at most.
const FIRST: Duration = Duration::from_millis(100);
/// No pause is longer: the environment is billed while it waits.
const LONGEST: Duration = Duration::from_secs(5);

/// Doubles from trouble to trouble. Each pause is drawn from the upper half of what it may be, so that workers which
/// failed together do not ask together again.
#[derive(Clone, Default)]
pub(super) struct Backoff {
    troubles: u32,
}

impl Backoff {
    /// The pause after one more trouble.
    pub(super) fn pause(&mut self) -> Duration {
        let whole = LONGEST.min(FIRST.saturating_mul(1_u32.checked_shl(self.troubles).unwrap_or(u32::MAX)));
        self.troubles = self.troubles.saturating_add(1);
        whole.mul_f64(0.5 + random() / 2.0)
    }

    /// The trouble has passed.
    pub(super) fn reset(&mut self) {
        self.troubles = 0;
    }
}

/// From 0 to 1: each `RandomState` of a thread has other keys.
fn random() -> f64 {
    let drawn = u32::try_from(RandomState::new().hash_one(()) >> 32).expect("half of 64 bits");
    f64::from(drawn) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Backoff, FIRST, LONGEST};

    #[test]
    fn a_pause_is_in_the_upper_half_of_what_doubles_up_to_the_longest() {
        let mut backoff = Backoff::default();
        for trouble in 0..100 {
            let whole = LONGEST.min(FIRST * 2_u32.pow(trouble.min(10)));
            let pause = backoff.pause();
            assert!(whole / 2 <= pause && pause <= whole, "{pause:?} of {whole:?}");
        }
        backoff.reset();
        assert!(backoff.pause() <= FIRST);
    }

    #[test]
    fn workers_that_fail_together_do_not_ask_together() {
        let pauses: BTreeSet<_> = (0..64).map(|_| Backoff::default().pause()).collect();
        assert!(pauses.len() > 32, "{pauses:?}");
    }
}
