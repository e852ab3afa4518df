//! Two counts in one word, so that both are taken in one step.

/// The bits of the volume.
const VOLUME: u32 = 44;

/// A count of up to 1,048,575 and a volume of up to 17,592,186,044,415, in 64 bits.
///
/// An invocation takes one request *and* its worst case of MB-ms. Two counters would have to be taken one after the other;
/// what a second thread, or a crash, sees in between would not add up. One word is taken or not.
///
/// ```
/// use gateway_free_tier::protocol::Word;
///
/// let lease = Word::new(2, 900_000);
/// let rest = lease.take(Word::new(1, 384_000)).unwrap();
/// assert_eq!((rest.count(), rest.volume()), (1, 516_000));
/// assert_eq!(rest.take(Word::new(1, 600_000)), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Word(u64);

impl Word {
    /// Nothing of either.
    pub const ZERO: Self = Self(0);
    /// The most that a word counts.
    pub const MAX_COUNT: u64 = (1 << (u64::BITS - VOLUME)) - 1;
    /// The most volume that a word holds.
    pub const MAX_VOLUME: u64 = (1 << VOLUME) - 1;

    /// A word of both; what does not fit is cut to the most that does.
    pub const fn new(count: u64, volume: u64) -> Self {
        let count = if count > Self::MAX_COUNT { Self::MAX_COUNT } else { count };
        let volume = if volume > Self::MAX_VOLUME { Self::MAX_VOLUME } else { volume };
        Self(count << VOLUME | volume)
    }

    /// The count.
    pub const fn count(self) -> u64 {
        self.0 >> VOLUME
    }

    /// The volume.
    pub const fn volume(self) -> u64 {
        self.0 & Self::MAX_VOLUME
    }

    /// What remains after `other` was taken; `None` if either does not suffice.
    pub const fn take(self, other: Self) -> Option<Self> {
        if self.count() >= other.count() && self.volume() >= other.volume() {
            // Neither borrows, so both are subtracted at once.
            Some(Self(self.0 - other.0))
        } else {
            None
        }
    }

    /// The sum; what does not fit is lost, which wastes a part of a lease and overdraws nothing.
    #[must_use]
    pub const fn put(self, other: Self) -> Self {
        Self::new(self.count() + other.count(), self.volume() + other.volume())
    }

    /// The bits, for an atomic cell.
    pub const fn to_bits(self) -> u64 {
        self.0
    }

    /// A word of the bits of another.
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }
}
