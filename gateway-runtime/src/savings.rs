//! What a program does without as its budget runs out.

use std::sync::atomic::{AtomicU8, Ordering};

/// How much of the budget is used, in percent: whoever counts it says so, and everybody may look.
static USED: AtomicU8 = AtomicU8::new(0);

/// Something that is done without, from a share of the budget on.
///
/// Who does it asks [`is_on`](Self::is_on); without a budget, nothing is ever on. The order is that of what is missed
/// least.
///
/// ```
/// use gateway_runtime::Saving;
///
/// assert!(!Saving::DebugLogs.is_on());
/// Saving::tell_used(72);
/// assert!(Saving::DebugLogs.is_on() && Saving::OptionalMetrics.is_on());
/// assert!(!Saving::BackgroundWork.is_on());
/// # Saving::tell_used(0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Saving {
    /// Records below the level `info` are not written.
    DebugLogs,
    /// Metrics that are not critical are not sent.
    OptionalMetrics,
    /// Results that are memoised are kept for longer, so that less is computed and fetched again.
    LongerCaching,
    /// Operations of the priority `background` are refused.
    BackgroundWork,
    /// Operations that are not critical are refused.
    NormalWork,
}

impl Saving {
    /// All of them, in the order in which they begin.
    pub const ALL: [Self; 5] =
        [Self::DebugLogs, Self::OptionalMetrics, Self::LongerCaching, Self::BackgroundWork, Self::NormalWork];

    /// From how many percent of the budget on it is on.
    pub const fn from_percent(self) -> u8 {
        match self {
            Self::DebugLogs => 60,
            Self::OptionalMetrics | Self::LongerCaching => 70,
            Self::BackgroundWork => 80,
            Self::NormalWork => 90,
        }
    }

    /// The name in `snake_case`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DebugLogs => "debug_logs",
            Self::OptionalMetrics => "optional_metrics",
            Self::LongerCaching => "longer_caching",
            Self::BackgroundWork => "background_work",
            Self::NormalWork => "normal_work",
        }
    }

    /// What is done without, in a sentence without a full stop.
    pub const fn description(self) -> &'static str {
        match self {
            Self::DebugLogs => "records below the level `info` are not written",
            Self::OptionalMetrics => "metrics that are not critical are not sent",
            Self::LongerCaching => "results that are memoised are kept twice as long",
            Self::BackgroundWork => "operations of the priority `background` are refused",
            Self::NormalWork => "operations that are not `critical` are refused",
        }
    }

    /// Whether it is done without at the moment.
    pub fn is_on(self) -> bool {
        Self::used() >= self.from_percent()
    }

    /// How much of the budget is used, in percent, as was told last.
    pub fn used() -> u8 {
        USED.load(Ordering::Relaxed)
    }

    /// Tells how much of the budget is used, in percent.
    pub fn tell_used(percent: u8) {
        USED.store(percent, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::Saving;

    #[test]
    fn what_is_missed_least_is_saved_first() {
        assert!(Saving::ALL.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(Saving::ALL.windows(2).all(|pair| pair[0].from_percent() <= pair[1].from_percent()));
        assert_eq!(Saving::ALL.map(Saving::from_percent), [60, 70, 70, 80, 90]);
    }
}
