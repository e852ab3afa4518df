//! Numbers that look random, and are the same on every machine.

/// `SplitMix64` (Steele, Lea and Flood, OOPSLA 2014).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, or 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// True that many times in a hundred thousand.
    pub(crate) fn happens(&mut self, in_100_000: u64) -> bool {
        self.below(100_000) < in_100_000
    }

    /// Numbers with a long tail: half of them are a third of the mean, and each step above it is half as frequent.
    pub(crate) fn with_tail(&mut self, mean: u64) -> u64 {
        let halvings = u64::from(self.next().trailing_zeros());
        mean * (1 + 2 * halvings) / 3 + self.below(mean / 10)
    }
}
