//! What a month came to.

use gateway_free_tier::protocol::Amount;

use crate::setting::Setting;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Figures {
    pub(crate) writes: u64,
    pub(crate) admitted: u64,
    /// What was billed beyond the budget, in millionths of it.
    pub(crate) overshoot: u64,
    /// What of the budget was not used, in millionths of it.
    pub(crate) waste: u64,
    /// What was used when the first request was refused since the month is used up, or the first stop ordered, in millionths.
    pub(crate) first_refusal: Option<u64>,
}

impl Figures {
    pub(crate) fn refuse(&mut self, setting: Setting, budget: &Amount, total: &Amount) {
        self.first_refusal.get_or_insert_with(|| setting.of(total) * 1_000_000 / setting.of(budget));
    }

    pub(crate) fn finish(&mut self, setting: Setting, budget: &Amount, total: &Amount) {
        let beyond = |total: u64, budget: u64| total.saturating_sub(budget) * 1_000_000 / budget;
        let counts = |amount: &Amount| [amount.requests, amount.mb_ms, amount.log_bytes, amount.cw_calls];
        let beyond = counts(total).into_iter().zip(counts(budget)).map(|(total, budget)| beyond(total, budget));
        self.overshoot = beyond.max().unwrap_or_default();
        self.waste = setting.of(&budget.minus(total)) * 1_000_000 / setting.of(budget);
    }

    /// Writes for a million admitted invocations.
    pub(crate) fn writes_per_million(&self) -> u64 {
        self.writes * 1_000_000 / self.admitted.max(1)
    }
}
