//! The guard: what it lets in, what it refuses, and what it says of itself.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use gateway_free_tier::guard::{FreeTier, GuardSettings};
use gateway_runtime::{Context, Guard as _, Priority, Saving};
use tokio::sync::{Mutex, MutexGuard};

/// One million requests, so that a share of one percent is ten thousand; the margin leaves none of it out.
const SMALL: [(&str, &str); 5] = [
    ("GATEWAY_FREE_TIER_MODE", "guarantee"),
    ("GATEWAY_FREE_TIER_STORE", "memory"),
    ("GATEWAY_FREE_TIER_SHARE", "1"),
    ("GATEWAY_FREE_TIER_MARGIN", "0"),
    ("GATEWAY_FREE_TIER_TIMEOUT", "3"),
];

/// What is used of a budget is told to the whole process, so one test does so at a time.
async fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::const_new(());
    let one = ONE.lock().await;
    Saving::tell_used(0);
    one
}

fn settings(variables: &[(&str, &str)]) -> GuardSettings {
    let look =
        |name: &str| variables.iter().rev().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    GuardSettings::from_variables(look).unwrap()
}

fn free_tier(more: &[(&str, &str)]) -> FreeTier {
    FreeTier::new(settings(&[&SMALL, more].concat())).unwrap()
}

fn invocation() -> Context {
    Context::builder().request_id("id").deadline(SystemTime::now() + Duration::from_secs(3)).build()
}

async fn invoke(free_tier: &FreeTier) -> bool {
    invocation().scope(free_tier.guard(async { 7 })).await.is_ok()
}

#[tokio::test]
async fn what_the_budget_has_begins_and_the_rest_is_told_when_to_come_again() {
    let _alone = alone().await;
    // A hundredth of a hundredth: 100 requests.
    let free_tier = free_tier(&[("GATEWAY_FREE_TIER_FOREIGN", "99")]);
    let mut admitted = 0;
    while invoke(&free_tier).await {
        admitted += 1;
        assert!(admitted <= 100, "the budget is a hundred requests");
    }
    assert!(admitted >= 97, "{admitted}");
    let refused = invocation().scope(free_tier.guard(async { 7 })).await.unwrap_err();
    assert_eq!(refused.why, "the month's budget is used up");
    let until = refused.until.unwrap();
    assert!(until > SystemTime::now() && until < SystemTime::now() + Duration::from_hours(32 * 24));
    let status = free_tier.status().await.unwrap();
    assert_eq!((status.admitted_here, status.refused_here), (admitted, 2));
    assert_eq!((status.mode, status.store, status.state, status.percent), ("guarantee", "memory", "open", 100));
}

#[tokio::test]
async fn work_that_is_refused_has_not_begun() {
    let _alone = alone().await;
    let free_tier = free_tier(&[("GATEWAY_FREE_TIER_FOREIGN", "99")]);
    while invoke(&free_tier).await {}
    let mut began = false;
    drop(invocation().scope(free_tier.guard(async { began = true })).await);
    assert!(!began);
}

#[tokio::test]
async fn what_is_only_counted_is_never_refused() {
    let _alone = alone().await;
    let free_tier = free_tier(&[("GATEWAY_FREE_TIER_MODE", "advisory"), ("GATEWAY_FREE_TIER_FOREIGN", "99")]);
    for _ in 0..150 {
        assert!(invoke(&free_tier).await);
    }
    let status = free_tier.status().await.unwrap();
    assert_eq!((status.admitted_here, status.refused_here), (150, 0));
}

#[tokio::test]
async fn what_is_off_asks_nobody() {
    let _alone = alone().await;
    let free_tier = free_tier(&[("GATEWAY_FREE_TIER_MODE", "off")]);
    assert!(invoke(&free_tier).await);
    let status = free_tier.status().await.unwrap();
    assert_eq!((status.mode, status.admitted_here, status.state), ("off", 0, "unopened"));
}

/// An invocation that is cut off has been as expensive as it could be, and one that ends is charged what it took.
#[tokio::test]
async fn the_worst_case_is_put_back_but_for_what_was_dropped() {
    let _alone = alone().await;
    let free_tier = free_tier(&[]);
    assert!(invoke(&free_tier).await);
    let spent = |before: f64, after: f64| before - after;
    let left = async || {
        let status = free_tier.status().await.unwrap();
        status.left.gb_seconds + status.left_here.gb_seconds
    };
    let worst = 3.0 * 128.0 / 1_024.0;

    let before = left().await;
    assert!(invoke(&free_tier).await);
    let after = left().await;
    assert!(spent(before, after) < worst / 10.0, "{before} {after}");

    let cut_off = invocation().scope(free_tier.guard(std::future::pending::<()>()));
    tokio::time::timeout(Duration::from_millis(1), cut_off).await.unwrap_err();
    let lost = spent(after, left().await);
    assert!((lost - worst).abs() < 0.01, "{lost} of {worst}");
}

/// The clock of a machine that was frozen lags, and another one is ahead: neither decides which month pays.
#[tokio::test]
async fn the_month_is_that_of_the_deadline_and_not_of_the_machine() {
    let _alone = alone().await;
    let free_tier = free_tier(&[]);
    let told = UNIX_EPOCH + Duration::from_secs(1_767_312_003);
    let cx = Context::builder().request_id("id").deadline(told).build();
    cx.scope(free_tier.guard(async {})).await.unwrap();
    let status = free_tier.status().await.unwrap();
    assert_eq!((status.month.as_str(), status.state), ("2026-01", "open"));
}

#[tokio::test]
async fn what_is_worth_less_is_shed_first_and_only_where_it_is_guaranteed() {
    let _alone = alone().await;
    let (guarantee, advisory) = (free_tier(&[]), free_tier(&[("GATEWAY_FREE_TIER_MODE", "advisory")]));
    let shed = |free_tier: &FreeTier| {
        [Priority::Background, Priority::Normal, Priority::Critical].map(|priority| free_tier.sheds(priority).is_some())
    };
    for (used, expected) in
        [(79, [false; 3]), (80, [true, false, false]), (90, [true, true, false]), (100, [true, true, false])]
    {
        Saving::tell_used(used);
        assert_eq!(shed(&guarantee), expected, "{used} %");
        assert_eq!(shed(&advisory), [false; 3]);
    }
}

#[tokio::test]
async fn at_its_end_an_environment_gives_back_what_it_has_not_spent() {
    let _alone = alone().await;
    let free_tier = free_tier(&[("GATEWAY_FREE_TIER_SHARE", "4"), ("GATEWAY_FREE_TIER_CONCURRENCY", "100")]);
    let before = loop {
        assert!(invoke(&free_tier).await);
        let status = free_tier.status().await.unwrap();
        // What so many environments have would be missed by the others.
        if status.left_here.requests >= 8 {
            break status;
        }
    };
    free_tier.give_back().await;
    let after = free_tier.status().await.unwrap();
    assert_eq!(after.left_here.requests, 0);
    assert_eq!(after.left.requests, before.left.requests + before.left_here.requests);
}

#[test]
fn a_guarantee_that_cannot_be_kept_is_refused_with_what_to_set() {
    let lambda = |more: &[(&str, &str)]| {
        let on_lambda = [("AWS_LAMBDA_FUNCTION_NAME", "orders"), ("GATEWAY_FREE_TIER_STORE", "file")];
        FreeTier::new(settings(&[&SMALL[..], &on_lambda, more].concat())).unwrap_err().to_string()
    };
    assert_eq!(
        lambda(&[]),
        "the budget cannot be guaranteed: on Lambda the file store is private to one of many execution environments. Set \
         GATEWAY_FREE_TIER_STORE=dynamodb, or GATEWAY_FREE_TIER_MODE=advisory to count without a guarantee"
    );
    let provisioned = [("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency")];
    let error = FreeTier::new(settings(&[&SMALL[..], &provisioned].concat())).unwrap_err().to_string();
    assert!(
        error.contains("the function has provisioned concurrency, for which there is no free allowance"),
        "{error}"
    );
}

#[test]
fn each_condition_of_the_guarantee_has_its_number() {
    let executor = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let status = executor.block_on(free_tier(&[]).status()).unwrap();
    assert!(status.conditions.len() >= 10);
    for condition in &status.conditions {
        assert!(condition.number.contains(|c: char| c.is_ascii_digit()), "{condition:?}");
    }
    let text = serde_json::to_string(&status).unwrap();
    assert!(!text.contains("100 % guaranteed"));
}
