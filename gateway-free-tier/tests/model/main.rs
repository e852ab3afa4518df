//! Every order of events for two environments and one pool, walked by a model checker over the production code.
//!
//! What is unsafe is kept here beside what is safe: a checker that no longer finds the overdraft of a variant known to
//! be wrong would prove nothing about the one that is right.
//!
//! `cargo xtask nightly models` walks the large models.

mod cloud;
mod walk;

use std::num::NonZeroUsize;

use stateright::{Checker, HasDiscoveries, Model};

use crate::cloud::{Border, Cloud, Fence, Reclaim};
use crate::walk::{CHARGED, WITHIN_BUDGET};

const SAFE: Cloud = Cloud {
    limit: 2,
    epochs: 2,
    fence: Fence::ServiceTime,
    reclaim: Reclaim::Measured,
    journal: false,
    settles: false,
    border: Border::Far,
    refusals: 0,
    orders: false,
};

/// Walks all there is, and returns how many states there were.
fn holds(cloud: Cloud) -> usize {
    let checker = cloud.checker().threads(threads()).spawn_bfs().join();
    println!("{} states, {} deep", checker.unique_state_count(), checker.max_depth());
    checker.assert_properties();
    checker.unique_state_count()
}

/// Walks until an overdraft is found.
fn overdraws(cloud: Cloud) {
    finds(WITHIN_BUDGET, cloud);
}

fn finds(property: &'static str, cloud: Cloud) {
    let stop = HasDiscoveries::AnyOf([property].into());
    let checker = cloud.checker().threads(threads()).finish_when(stop).spawn_bfs().join();
    let path = checker.discovery(property);
    assert!(path.is_some(), "in {} states always: {property}", checker.unique_state_count());
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

#[test]
fn epochs_of_service_time_and_measurements_hold() {
    let states = holds(SAFE);
    assert!(states > 1_000, "{states} states are no proof");
}

#[test]
fn a_lease_that_survives_its_process_is_spent_once() {
    holds(Cloud { journal: true, ..SAFE });
}

#[test]
fn without_reconciliation_nothing_can_go_wrong() {
    holds(Cloud { reclaim: Reclaim::Never, ..SAFE });
}

#[test]
fn a_lease_given_back_by_time_overdraws() {
    overdraws(Cloud { reclaim: Reclaim::Reported, fence: Fence::None, ..SAFE });
}

#[test]
fn so_does_one_with_a_fence_of_the_environments_clock() {
    overdraws(Cloud { reclaim: Reclaim::Reported, fence: Fence::OwnClock, ..SAFE });
}

/// What was spent since the last report is unknown, whatever the fence.
#[test]
fn so_does_one_with_a_fence_of_service_time() {
    overdraws(Cloud { reclaim: Reclaim::Reported, ..SAFE });
}

/// An environment that was frozen spends its old lease after the reconciliation.
#[test]
fn a_measurement_without_a_fence_overdraws() {
    overdraws(Cloud { fence: Fence::None, ..SAFE });
}

/// The clock of a thawed machine lags.
#[test]
fn so_does_one_with_a_fence_of_the_environments_clock_alone() {
    overdraws(Cloud { fence: Fence::OwnClock, ..SAFE });
}

/// A month ends between the two epochs.
const NEW_YEAR: Cloud = Cloud { limit: 1, border: Border::Guarded, ..SAFE };

#[test]
fn a_month_that_ends_holds_whichever_of_both_an_invocation_is_billed_to() {
    holds(NEW_YEAR);
}

#[test]
fn charged_to_one_of_them_it_overdraws_the_other() {
    overdraws(Cloud { border: Border::Unguarded, ..SAFE });
}

/// Refusals are billed, and the pool is told or measures them.
const REFUSING: Cloud = Cloud { limit: 1, refusals: 1, ..SAFE };

#[test]
fn refusals_are_charged() {
    holds(REFUSING);
}

#[test]
fn a_measurement_without_refusals_gives_them_back() {
    finds(CHARGED, Cloud { reclaim: Reclaim::Admitted, ..REFUSING });
}

#[test]
#[ignore = "a million states, a minute: `cargo xtask nightly models`"]
fn two_months_with_larger_budgets_hold() {
    holds(Cloud { limit: 2, ..NEW_YEAR });
}

#[test]
#[ignore = "a million states, a minute: `cargo xtask nightly models`"]
fn a_pool_that_stops_and_opens_again_holds() {
    holds(Cloud { orders: true, ..SAFE });
}

#[test]
#[ignore = "a million states, a minute: `cargo xtask nightly models`"]
fn more_refusals_are_charged() {
    for refusals in 1..4 {
        holds(Cloud { refusals, journal: true, ..SAFE });
    }
}

#[test]
fn two_months_with_refusals_hold() {
    holds(Cloud { refusals: 1, ..NEW_YEAR });
}

#[test]
#[ignore = "millions of states, minutes: `cargo xtask nightly models`"]
fn larger_budgets_hold() {
    for journal in [false, true] {
        let states = holds(Cloud { limit: 4, journal, ..SAFE });
        println!("journal {journal}: {states} states");
    }
}

#[test]
#[ignore = "millions of states, minutes: `cargo xtask nightly models`"]
fn three_epochs_hold() {
    let states = holds(Cloud { epochs: 3, journal: true, ..SAFE });
    println!("{states} states");
}

#[test]
#[ignore = "a million states, a minute: `cargo xtask nightly models`"]
fn worst_cases_that_are_put_back_hold() {
    let states = holds(Cloud { settles: true, ..SAFE });
    println!("{states} states");
}
