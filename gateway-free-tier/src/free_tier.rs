//! The interface `free_tier`: what is left of the month's budget, and what is done about it.

use std::collections::BTreeMap;
use std::time::Duration;

use gateway_runtime::{Guard, Priority, gateway_interface, gateway_op};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::guard::{FreeTier, Quantities, SavingStatus, Status, savings};

/// An error of an operation of this interface.
pub type Error = gateway_runtime::GatewayError;

/// What is used, leased and left of the budget, how the month will end if it goes on like this, and every condition that
/// the guarantee rests on, with its number.
///
/// It reads the store: on `DynamoDB`, one read unit.
///
/// # Errors
/// The budget cannot be protected as it is set, or the store does not answer.
#[gateway_op(interface = "free_tier")]
pub async fn status(#[inject] free_tier: &FreeTier) -> Result<Status, Error> {
    free_tier.status().await.map_err(Error::operation_failed)
}

/// What is left of the budget, in this month and here.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Headroom {
    /// In the pool.
    pub left: Quantities,
    /// In this environment's lease.
    pub left_here: Quantities,
    /// The scarcest allowance: used and leased, in percent.
    pub percent: u8,
    /// Invocations that still fit, at what they have cost on average; none is known before the first of a month.
    pub remaining_invocations: Option<u64>,
}

/// What is left.
///
/// # Errors
/// As [`status`].
#[gateway_op(interface = "free_tier")]
pub async fn headroom(#[inject] free_tier: &FreeTier) -> Result<Headroom, Error> {
    let Status { left, left_here, percent, projection, .. } =
        free_tier.status().await.map_err(Error::operation_failed)?;
    let remaining_invocations = projection.map(|projection| projection.remaining_invocations);
    Ok(Headroom { left, left_here, percent, remaining_invocations })
}

/// What is done without, and why.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Optimizations {
    /// How much of the scarcest allowance was used when the store was last heard of, in percent.
    pub used_percent: u8,
    /// Every saving, whether it is on, and from how many percent on it is.
    pub savings: Vec<SavingStatus>,
    /// Why those that are on are on, by name.
    pub reasons: BTreeMap<&'static str, String>,
}

/// Which savings are on, and why.
#[gateway_op(interface = "free_tier")]
pub fn optimizations() -> Optimizations {
    let used_percent = gateway_runtime::Saving::used();
    let savings = savings(used_percent);
    let reasons = savings.iter().filter_map(|saving| Some((saving.name, saving.reason.clone()?))).collect();
    Optimizations { used_percent, savings, reasons }
}

/// How much an operation is worth: see [`gateway_runtime::Priority`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Worth {
    /// It can as well be done another day.
    Background,
    /// As most.
    Normal,
    /// Refused last.
    Critical,
}

/// Whether an operation would be served now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Decision {
    /// Whether it would.
    pub serve: bool,
    /// Why not.
    pub reason: Option<&'static str>,
}

/// Whether an operation of this priority would be served now.
///
/// # Errors
/// The budget cannot be protected as it is set.
#[gateway_op(interface = "free_tier")]
pub fn decide(#[inject] free_tier: &FreeTier, priority: Worth) -> Result<Decision, Error> {
    let priority = match priority {
        Worth::Background => Priority::Background,
        Worth::Normal => Priority::Normal,
        Worth::Critical => Priority::Critical,
    };
    let refused = free_tier.sheds(priority);
    Ok(Decision { serve: refused.is_none(), reason: refused.map(|refused| refused.why) })
}

/// Counts an invocation that no host has guarded, and that took so many milliseconds. Whether the budget has it is the
/// answer; without a guarantee everything is served.
///
/// # Errors
/// The budget cannot be protected as it is set.
#[gateway_op(interface = "free_tier")]
pub async fn record_invocation(#[inject] free_tier: &FreeTier, milliseconds: u64) -> Result<Decision, Error> {
    let refused = free_tier.record(Duration::from_millis(milliseconds)).await.err();
    Ok(Decision { serve: refused.is_none(), reason: refused.map(|refused| refused.why) })
}

gateway_interface! { pub free_tier {
    record_invocation, record_invocation as enforce_free_tier_compliance,
    status as free_tier_status, status as get_free_tier_status, headroom, optimizations, decide,
} }
