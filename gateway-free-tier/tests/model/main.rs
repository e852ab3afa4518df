//! Every order of events for two environments and one pool, walked by a model checker over the production code.
//!
//! What is unsafe is kept here beside what is safe: a checker that no longer finds the overdraft of a variant known to
//! be wrong would prove nothing about the one that is right.
//!
//! `cargo xtask nightly models` walks the large models.

mod cloud;

use std::num::NonZeroUsize;

use stateright::{Checker, HasDiscoveries, Model};

use crate::cloud::{Cloud, Fence, Reclaim, WITHIN_BUDGET};

const SAFE: Cloud = Cloud {
    limit: 2,
    epochs: 2,
    fence: Fence::ServiceTime,
    reclaim: Reclaim::Measured,
    journal: false,
    settles: false,
};

/// Walks all there is, and returns how many states there were.
fn holds(cloud: Cloud) -> usize {
    let checker = cloud.checker().threads(threads()).spawn_bfs().join();
    checker.assert_properties();
    checker.unique_state_count()
}

/// Walks until an overdraft is found.
fn overdraws(cloud: Cloud) {
    let stop = HasDiscoveries::AnyOf([WITHIN_BUDGET].into());
    let checker = cloud.checker().threads(threads()).finish_when(stop).spawn_bfs().join();
    let path = checker.discovery(WITHIN_BUDGET);
    assert!(path.is_some(), "no overdraft in {} states", checker.unique_state_count());
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
#[ignore = "a million states, a minute: as above"]
fn worst_cases_that_are_put_back_hold() {
    let states = holds(Cloud { settles: true, ..SAFE });
    println!("{states} states");
}
