//! When this environment gives orders: after what it has seen of the budget.
//!
//! Every environment may; the record says which one does.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use gateway_http::Client;
use gateway_http::aws::{AwsClient, AwsService, AwsSettingsError};

use super::settings::GuardSettings;
use crate::control::{AwsControl, Controller, Function, Plan};
use crate::protocol::{Concurrency, Grant, KILL_TIME_MS, ServiceTime, State};
use crate::store::DynamoDbStore;

/// How long it is until who is refused confirms the order to stop, in milliseconds, and half of that again at random: many
/// are refused at once, and Lambda takes some fifteen orders a second.
const CONFIRM_MS: u64 = 60_000;
/// How often epochs are settled and functions let in again, in milliseconds.
const HOUR_MS: u64 = 60 * 60 * 1_000;
/// What the other functions of the account are taken to have, in MB: their durations are told, and their memory is not.
pub(super) const FOREIGN_MEMORY_MB: u64 = 1_024;

/// Slows the function down, lets it in again, and settles epochs.
#[derive(Debug)]
pub(super) struct Steering {
    controller: Controller<DynamoDbStore, AwsControl>,
    /// From when on it is due again, in milliseconds of service time.
    hourly_from: AtomicU64,
    confirm_from: AtomicU64,
}

impl Steering {
    pub(super) fn new(
        settings: &GuardSettings,
        function: &str,
        store: DynamoDbStore,
    ) -> Result<Self, AwsSettingsError> {
        let client = |service| AwsClient::from_env(Client::new(), service);
        let plane = AwsControl::new(client(AwsService::Lambda)?, client(AwsService::CloudWatch)?);
        let plan = Plan {
            functions: vec![Function { name: function.to_owned(), memory_mb: settings.memory_mb(), reserved: None }],
            concurrency: Concurrency {
                most: settings.concurrency,
                kill_time_ms: KILL_TIME_MS,
                worst: settings.billed(settings.timeout_ms()),
            },
            budget: settings.budget(),
            refusal: settings.protocol().refusal,
            foreign_memory_mb: FOREIGN_MEMORY_MB,
        };
        let controller = Controller::new(store, plane, plan);
        Ok(Self { controller, hourly_from: AtomicU64::new(0), confirm_from: AtomicU64::new(0) })
    }

    /// A grant came: slow down, if little is left; and once an hour settle what is due, and let in more.
    pub(super) async fn granted(&self, now: ServiceTime, grant: &Grant) {
        tell(self.controller.granted(grant).await);
        let is_due = grant.unsettled.settles_at() <= now || grant.state != State::Open;
        if is_due && takes_turn(&self.hourly_from, now, HOUR_MS) {
            tell(self.controller.hourly(now).await);
        }
    }

    /// Nothing is left: stop, and go on to confirm it.
    pub(super) async fn exhausted(&self, now: ServiceTime) {
        if takes_turn(&self.confirm_from, now, CONFIRM_MS + jitter(CONFIRM_MS / 2)) {
            tell(self.controller.exhausted(now.epoch().month()).await);
        }
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
