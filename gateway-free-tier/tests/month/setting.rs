//! What a month is like.

use gateway_free_tier::protocol::Amount;

use crate::random::Random;

/// A month of thirty days.
pub(crate) const MONTH_MS: u64 = 30 * 24 * 3_600_000;

/// The log of an invocation.
const LOG_BYTES: u64 = 2_048;

const DAY_NS: u64 = 24 * 3_600_000_000_000;
/// From one burst to the next.
const BURST_NS: u64 = 3_600_000_000_000;

/// What is used up first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    Requests,
    GbSeconds,
}

impl Bound {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::GbSeconds => "GB-s",
        }
    }
}

/// How requests arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Every hour, as fast as the environments can.
    Burst,
    /// A trickle; and once, for as long as it takes, as fast as the environments can.
    Flash,
}

impl Shape {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Burst => "bursts",
            Self::Flash => "flash",
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    pub(crate) bound: Bound,
    pub(crate) shape: Shape,
    pub(crate) environments: u32,
}

impl Setting {
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        [Bound::Requests, Bound::GbSeconds].into_iter().flat_map(|bound| {
            [Shape::Burst, Shape::Flash]
                .into_iter()
                .flat_map(move |shape| [1, 10, 100, 1_000].map(|environments| Self { bound, shape, environments }))
        })
    }

    pub(crate) fn memory_mb(self) -> u64 {
        match self.bound {
            Bound::Requests => 128,
            Bound::GbSeconds => 1_024,
        }
    }

    pub(crate) fn mean_ms(self) -> u64 {
        match self.bound {
            Bound::Requests => 20,
            Bound::GbSeconds => 770,
        }
    }

    pub(crate) fn timeout_ms(self) -> u64 {
        match self.bound {
            Bound::Requests => 3_000,
            Bound::GbSeconds => 30_000,
        }
    }

    /// Milliseconds of work, billed.
    pub(crate) fn cost(self, ms: u64) -> Amount {
        Amount { requests: 1, log_bytes: LOG_BYTES, ..self.start(ms) }
    }

    /// Milliseconds of a start.
    pub(crate) fn start(self, ms: u64) -> Amount {
        Amount { mb_ms: ms * self.memory_mb(), ..Amount::ZERO }
    }

    /// How many invocations the budget is for.
    pub(crate) fn invocations(self, budget: &Amount) -> u64 {
        match self.bound {
            Bound::Requests => budget.requests,
            Bound::GbSeconds => budget.mb_ms / (self.mean_ms() * self.memory_mb()),
        }
    }

    /// What of an amount counts here.
    pub(crate) fn of(self, amount: &Amount) -> u64 {
        match self.bound {
            Bound::Requests => amount.requests,
            Bound::GbSeconds => amount.mb_ms,
        }
    }

    /// Nanoseconds from one request to the next, a little faster than that many environments can.
    fn peak_ns(self, environments: u32) -> u64 {
        // Lambda sends an environment ten requests a second at most.
        let each_ms = self.mean_ms().max(100);
        each_ms * 1_000_000 * 9 / 10 / u64::from(environments.max(1))
    }
}

/// When requests arrive: half as many again as the budget is for, or more. Whoever is throttled comes again.
pub(crate) struct Arrivals {
    setting: Setting,
    /// Nanoseconds since the month began.
    at: u64,
    invocations: u64,
    flash_from: u64,
    /// How many are still to be served, of the flash or of the burst.
    left: u64,
    next_burst: u64,
}

impl Arrivals {
    pub(crate) fn new(setting: Setting, invocations: u64, random: &mut Random) -> Self {
        let flash_from = 2 * DAY_NS + random.below(18 * DAY_NS);
        let left = match setting.shape {
            Shape::Flash => invocations * 13 / 10,
            Shape::Burst => 0,
        };
        Self { setting, at: 0, invocations, flash_from, left, next_burst: random.below(BURST_NS) }
    }

    /// The next one, in milliseconds since the month began, if so many environments may run.
    pub(crate) fn next(&mut self, environments: u32, random: &mut Random) -> Option<u64> {
        let trickle = MONTH_MS * 1_000_000 / (self.invocations / 2);
        let peak = self.setting.peak_ns(environments);
        let mean = match self.setting.shape {
            Shape::Flash if self.at >= self.flash_from && self.left > 0 => peak,
            Shape::Flash => trickle,
            Shape::Burst => {
                while self.left == 0 || self.at >= self.next_burst {
                    let mean = self.invocations * 3 / 2 * BURST_NS / (MONTH_MS * 1_000_000);
                    self.left += 1 + random.below(2 * mean);
                    self.at = self.at.max(self.next_burst);
                    self.next_burst += BURST_NS;
                }
                peak
            }
        };
        self.at += random.below(2 * mean);
        Some(self.at / 1_000_000).filter(|at| *at < MONTH_MS)
    }

    /// One was served.
    pub(crate) fn served(&mut self) {
        if self.setting.shape == Shape::Burst || self.at >= self.flash_from {
            self.left = self.left.saturating_sub(1);
        }
    }

    /// Nobody comes before that time: all would be throttled.
    pub(crate) fn skip_to(&mut self, ms: u64) {
        self.at = self.at.max(ms * 1_000_000);
    }
}
