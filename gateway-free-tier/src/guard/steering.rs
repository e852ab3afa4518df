//! When this environment gives orders: after what it has seen of the budget.
//!
//! Every environment may slow its function down; the record says which one does. What lets it in again is a function of its
//! own: who is stopped cannot.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use gateway_http::aws::{AwsService, AwsSettingsError};

use super::settings::GuardSettings;
use crate::control::{AwsControl, AwsControlError, ControlError, Controller, Function, Plan, Settled};
use crate::protocol::{Amount, Concurrency, Grant, KILL_TIME_MS, Month, ServiceTime};
use crate::store::DynamoDbStore;

/// How long it is until who is refused confirms the order to stop, in milliseconds, and half of that again at random: many
/// are refused at once, and Lambda takes some fifteen orders a second.
const CONFIRM_MS: u64 = 60_000;
/// What the other functions of the account are taken to have, in MB: their durations are told, and their memory is not.
pub(super) const FOREIGN_MEMORY_MB: u64 = 1_024;

/// Slows the functions down, lets them in again, and settles epochs.
#[derive(Debug)]
pub(super) struct Steering {
    controller: Controller<DynamoDbStore, AwsControl>,
    /// From when on a stop is confirmed again, in milliseconds of service time.
    confirm_from: AtomicU64,
}

impl Steering {
    pub(super) fn new(
        settings: &GuardSettings,
        functions: Vec<Function>,
        store: DynamoDbStore,
    ) -> Result<Self, AwsSettingsError> {
        let client = store.client();
        let metrics = client.for_service(AwsService::CloudWatch)?;
        let mut plane = AwsControl::new(client.for_service(AwsService::Lambda)?, metrics.clone());
        for region in settings.regions.iter().filter(|region| *region != client.region()) {
            plane = plane.watch(metrics.for_region(region)?);
        }
        let memory_mb = functions.iter().map(|function| function.memory_mb).max().unwrap_or_default();
        let worst = settings.billed(settings.timeout_ms());
        let worst = Amount { mb_ms: worst.mb_ms.max(settings.timeout_ms() * memory_mb), ..worst };
        let plan = Plan {
            functions,
            concurrency: Concurrency { most: settings.concurrency, kill_time_ms: KILL_TIME_MS, worst },
            budget: settings.budget(),
            others: settings.others(),
            log_groups: settings.log_groups(),
            refusal: settings.protocol().refusal,
            foreign_memory_mb: FOREIGN_MEMORY_MB,
        };
        let controller = Controller::new(store, plane, plan);
        Ok(Self { controller, confirm_from: AtomicU64::new(0) })
    }

    /// A grant came: slow down, if little is left.
    pub(super) async fn granted(&self, grant: &Grant) {
        tell(self.controller.granted(grant).await);
    }

    /// Opens a month. What was spent in it without us is measured first. Returns whether it is open now.
    pub(super) async fn open(&self, now: ServiceTime, month: Month) -> bool {
        let opened = self.controller.open(now, month).await;
        let is_open = opened.is_ok();
        tell(opened.map(drop));
        is_open
    }

    /// Nothing is left: stop, and go on to confirm it.
    pub(super) async fn exhausted(&self, now: ServiceTime) {
        if takes_turn(&self.confirm_from, now, CONFIRM_MS + jitter(CONFIRM_MS / 2)) {
            tell(self.controller.exhausted(now.epoch().month()).await);
        }
    }

    /// Settles what is due, and lets in again.
    pub(super) async fn hourly(&self, now: ServiceTime) -> Result<Settled, ControlError<AwsControlError>> {
        self.controller.hourly(now).await
    }

    /// The store does not answer, and too much was refused.
    pub(super) async fn cut_off(&self) {
        tell(self.controller.cut_off().await);
    }
}

/// Of several at once, one.
fn takes_turn(from: &AtomicU64, now: ServiceTime, pause_ms: u64) -> bool {
    let due = from.load(Ordering::Relaxed);
    let next = now.plus_ms(pause_ms).0;
    due <= now.0 && from.compare_exchange(due, next, Ordering::Relaxed, Ordering::Relaxed).is_ok()
}

/// Less than `most`: each `RandomState` has other keys.
fn jitter(most: u64) -> u64 {
    RandomState::new().hash_one(()) % most.max(1)
}

/// An order that was not given is given by the next who sees the same.
fn tell<E: fmt::Display>(outcome: Result<(), E>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "an order that protects the budget may not have been given");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU64;

    use super::{ServiceTime, takes_turn};

    #[test]
    fn a_turn_is_taken_once_until_the_next_is_due() {
        let from = AtomicU64::new(0);
        let at = |ms| takes_turn(&from, ServiceTime(ms), 1_000);
        assert!(at(5_000));
        assert!(!at(5_000) && !at(5_999));
        assert!(at(6_000));
    }
}
