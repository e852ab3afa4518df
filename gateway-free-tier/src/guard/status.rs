//! What is known of the budget, for people and for the console.

use std::sync::atomic::Ordering;

use gateway_runtime::Saving;
use schemars::JsonSchema;
use serde::Serialize;

use super::FreeTier;
use super::conditions::conditions;
use super::environment::used_percent;
use crate::protocol::{Amount, Balance, Epoch, Record, ServiceTime, State};
use crate::store::Mode;

/// MB-ms in a GB-s.
pub(super) const GB_SECOND: u64 = 1_024 * 1_000;
const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// The budget of this month, and what its guarantee rests on.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Status {
    /// `off`, `advisory` or `guarantee`.
    pub mode: &'static str,
    /// `memory`, `file` or `dynamodb`.
    pub store: &'static str,
    /// Who shares the budget.
    pub deployment: String,
    /// Such as `2026-01`, UTC.
    pub month: String,
    /// `open`, `gliding` or `stopped`; `unopened` before the first invocation of a month.
    pub state: &'static str,
    /// What may be spent in the month.
    pub budget: Quantities,
    /// What was billed in the epochs that AWS has measured.
    pub used: Quantities,
    /// What was granted in the epochs that are not measured yet, spent or not.
    pub leased: Quantities,
    /// What is left in the pool; negative if more was billed than there was.
    pub left: Quantities,
    /// What was leased in epochs that are overdue. What was lost with environments that ended is a part of it, and comes back
    /// when the epochs are measured.
    pub leaked_at_most: Quantities,
    /// What this environment has leased and not spent.
    pub left_here: Quantities,
    /// The scarcest allowance: used and leased, in percent.
    pub percent: u8,
    /// The end of the month, if it goes on like this.
    pub projection: Option<Projection>,
    /// Epochs of six hours that are not measured yet.
    pub epochs: Vec<EpochStatus>,
    /// Invocations that this environment has let in.
    pub admitted_here: u64,
    /// Invocations that this environment has refused; each was billed.
    pub refused_here: u64,
    /// What is done without, and from when on, by what the store says is used.
    pub savings: Vec<SavingStatus>,
    /// What the guarantee rests on, each with its number. It is none if one of them does not hold.
    pub conditions: Vec<Condition>,
}

/// Amounts as people read them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Quantities {
    /// Invocations.
    pub requests: i64,
    /// GB-seconds.
    pub gb_seconds: f64,
    /// Bytes of logs.
    pub log_bytes: i64,
    /// Calls of the `CloudWatch` API.
    pub cloudwatch_calls: i64,
}

/// What would be used of the budget by the end of the month, in percent of the scarcest allowance.
///
/// The two ends are the mean of the month so far and that of the epochs that are not measured yet, a day or less: the truth
/// may lie outside.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Projection {
    /// At least.
    pub low_percent: f64,
    /// At most.
    pub high_percent: f64,
    /// Invocations that still fit, at what they have cost on average.
    pub remaining_invocations: u64,
}

/// An epoch that is not measured yet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EpochStatus {
    /// Its number: six hours each, from 1970 on.
    pub epoch: u32,
    /// When it began, in seconds from 1970 on.
    pub began_at: u64,
    /// What was granted in it.
    pub granted: Quantities,
    /// Whether it should have been measured by now: what was lost in it has not come back.
    pub overdue: bool,
}

/// Something that is done without from a share of the budget on.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SavingStatus {
    /// Its name.
    pub name: &'static str,
    /// Whether it is on.
    pub is_on: bool,
    /// From how many percent of the budget on.
    pub from_percent: u8,
    /// What is done without.
    pub description: &'static str,
    /// Why it is on; none if it is off.
    pub reason: Option<String>,
}

/// Something that the guarantee rests on.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Condition {
    /// What has to hold.
    pub condition: &'static str,
    /// The number in it, with its unit.
    pub number: String,
}

impl Status {
    pub(super) fn of(free_tier: &FreeTier, now: ServiceTime, record: Option<Record>, left_here: Amount) -> Self {
        let budget = free_tier.settings.budget();
        let opened = record.is_some();
        let record = record.unwrap_or_else(|| Record::open(&budget));
        let leased = sum(record.granted());
        let overdue: Vec<_> = record.granted().iter().filter(|(epoch, _)| now > epoch.settles_at()).copied().collect();
        let percent = used_percent(&budget, record.avail());
        let used = Balance::from(budget).minus(&leased);
        let used = Quantities::of_balance(&difference(&used, record.avail()));
        Self {
            state: match record.state() {
                _ if !opened => "unopened",
                State::Open => "open",
                State::Gliding { .. } => "gliding",
                State::Stopped => "stopped",
            },
            used,
            leased: Quantities::of(&leased),
            left: Quantities::of_balance(record.avail()),
            leaked_at_most: Quantities::of(&sum(&overdue)),
            left_here: Quantities::of(&left_here),
            percent,
            projection: opened.then(|| projection(free_tier, now, &budget, &record)),
            epochs: record
                .granted()
                .iter()
                .map(|(epoch, granted)| EpochStatus {
                    epoch: epoch.0,
                    began_at: epoch.start().0 / 1_000,
                    granted: Quantities::of(granted),
                    overdue: now > epoch.settles_at(),
                })
                .collect(),
            savings: savings(percent),
            ..Self::empty(free_tier, now.epoch())
        }
    }

    pub(super) fn unprotected(free_tier: &FreeTier) -> Self {
        Self::empty(free_tier, ServiceTime(free_tier.settings.epoch_of_build_ms).epoch())
    }

    fn empty(free_tier: &FreeTier, epoch: Epoch) -> Self {
        let settings = &free_tier.settings;
        Self {
            mode: match settings.mode {
                None => "off",
                Some(Mode::Advisory) => "advisory",
                Some(Mode::Guarantee) => "guarantee",
            },
            store: settings.store.as_str(),
            deployment: settings.deployment.clone(),
            month: epoch.month().to_string(),
            state: "unopened",
            budget: Quantities::of(&settings.budget()),
            used: Quantities::default(),
            leased: Quantities::default(),
            left: Quantities::of(&settings.budget()),
            leaked_at_most: Quantities::default(),
            left_here: Quantities::default(),
            percent: 0,
            projection: None,
            epochs: Vec::new(),
            admitted_here: free_tier.counts.admitted.load(Ordering::Relaxed),
            refused_here: free_tier.counts.refused.load(Ordering::Relaxed),
            savings: savings(0),
            conditions: conditions(free_tier),
        }
    }
}

/// Every saving there is, when so much of the budget is used.
pub(crate) fn savings(used_percent: u8) -> Vec<SavingStatus> {
    let status = |saving: Saving| {
        let (from_percent, description) = (saving.from_percent(), saving.description());
        let is_on = used_percent >= from_percent;
        let reason = is_on
            .then(|| format!("{used_percent} % of the budget is used, and from {from_percent} % on {description}"));
        SavingStatus { name: saving.as_str(), is_on, from_percent, description, reason }
    };
    Saving::ALL.map(status).into()
}

fn projection(free_tier: &FreeTier, now: ServiceTime, budget: &Amount, record: &Record) -> Projection {
    let month = now.epoch().month();
    let (begin, end) = (month.starts_at(), month.ends_at());
    let length = ratio(end.since(begin), DAY_MS);
    let so_far = ratio(now.since(begin), DAY_MS).max(1.0 / 24.0);
    let percent = |part: &Amount| {
        let of = |part: u64, whole: u64| if whole == 0 { 0.0 } else { ratio(part, whole) * 100.0 };
        [
            of(part.requests, budget.requests),
            of(part.mb_ms, budget.mb_ms),
            of(part.log_bytes, budget.log_bytes),
            of(part.cw_calls, budget.cw_calls),
        ]
        .into_iter()
        .fold(0.0, f64::max)
    };
    let spent = budget.minus(&record.avail().positive());
    let whole = percent(&spent) / so_far * length;
    let leased = sum(record.granted());
    let lately = record.granted().first().map_or(whole, |(oldest, _)| {
        let days = ratio(now.since(oldest.start()), DAY_MS).max(1.0 / 24.0);
        percent(&spent.minus(&leased)) + percent(&leased) + percent(&leased) / days * ratio(end.since(now), DAY_MS)
    });
    Projection {
        low_percent: whole.min(lately),
        high_percent: whole.max(lately),
        remaining_invocations: remaining(free_tier, &record.avail().positive()),
    }
}

/// At what an invocation has cost here on average; at its worst case while there was none.
fn remaining(free_tier: &FreeTier, left: &Amount) -> u64 {
    let counts = &free_tier.counts;
    let admitted = counts.admitted.load(Ordering::Relaxed);
    let worst = free_tier.settings.billed(free_tier.settings.timeout_ms());
    let mean = counts.mb_ms.load(Ordering::Relaxed).checked_div(admitted).unwrap_or(worst.mb_ms).max(1);
    left.requests.min(left.mb_ms / mean).min(left.log_bytes / worst.log_bytes.max(1))
}

fn sum(granted: &[(Epoch, Amount)]) -> Amount {
    granted.iter().fold(Amount::ZERO, |sum, (_, granted)| sum.plus(granted))
}

/// `from` less `avail`, which may be negative both.
fn difference(from: &Balance, avail: &Balance) -> Balance {
    Balance {
        requests: from.requests.saturating_sub(avail.requests),
        mb_ms: from.mb_ms.saturating_sub(avail.mb_ms),
        log_bytes: from.log_bytes.saturating_sub(avail.log_bytes),
        cw_calls: from.cw_calls.saturating_sub(avail.cw_calls),
    }
}

impl Quantities {
    fn of(amount: &Amount) -> Self {
        Self::of_balance(&Balance::from(*amount))
    }

    fn of_balance(balance: &Balance) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "it is for people")]
        let gb_seconds = balance.mb_ms as f64 / GB_SECOND as f64;
        Self {
            requests: balance.requests,
            gb_seconds: (gb_seconds * 1_000.0).round() / 1_000.0,
            log_bytes: balance.log_bytes,
            cloudwatch_calls: balance.cw_calls,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "it is for people")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::GuardSettings;

    /// A thousand requests, of which this many are left, and with what was leased in two epochs.
    fn status(left: i64, leased: [u64; 2]) -> Status {
        let variable = |name: &str| match name {
            "GATEWAY_FREE_TIER_STORE" => Some("memory".to_owned()),
            "GATEWAY_FREE_TIER_SHARE" => Some("1".to_owned()),
            "GATEWAY_FREE_TIER_FOREIGN" => Some("90".to_owned()),
            "GATEWAY_FREE_TIER_MARGIN" => Some("0".to_owned()),
            _ => None,
        };
        let free_tier = FreeTier::new(GuardSettings::from_variables(variable).unwrap()).unwrap();
        // The second epoch has just begun, so the first is over, and due in an hour.
        let first = Epoch(81_820);
        let granted = [first, Epoch(first.0 + 2)].into_iter().zip(leased);
        let granted = granted.map(|(epoch, requests)| (epoch, Amount { requests, ..Amount::ZERO }));
        let avail = Balance { requests: left, ..Balance::from(free_tier.settings.budget()) };
        let record = Record::restore(avail, State::Open, granted, None);
        Status::of(&free_tier, first.settles_at().plus_ms(1), Some(record), Amount::ZERO)
    }

    #[test]
    fn what_is_neither_left_nor_leased_is_used() {
        let status = status(200, [300, 100]);
        let requests = [status.budget, status.used, status.leased, status.left].map(|quantities| quantities.requests);
        assert_eq!(requests, [1_000, 400, 400, 200]);
        assert_eq!(status.percent, 80);
    }

    #[test]
    fn what_was_leased_in_an_overdue_epoch_may_be_lost() {
        let status = status(200, [300, 100]);
        assert_eq!(status.epochs.iter().map(|epoch| epoch.overdue).collect::<Vec<_>>(), [true, false]);
        assert_eq!(status.leaked_at_most.requests, 300);
    }

    #[test]
    fn a_saving_that_is_on_has_its_reason() {
        let status = status(250, [0, 0]);
        let on: Vec<_> = status.savings.iter().filter(|saving| saving.is_on).map(|saving| saving.name).collect();
        assert_eq!(on, ["debug_logs", "optional_metrics", "longer_caching"]);
        assert!(status.savings.iter().all(|saving| saving.is_on == saving.reason.is_some()));
        let reason = status.savings[0].reason.as_deref().unwrap();
        assert_eq!(
            reason,
            "75 % of the budget is used, and from 60 % on records below the level `info` are not written"
        );
    }
}
