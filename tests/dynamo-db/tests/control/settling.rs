//! What was granted and not used comes back, and what others used is taken.

use gateway_free_tier::control::{ControlError, Controller, Metric};
use gateway_free_tier::protocol::{Amount, Ask, Epoch, Record};
use gateway_free_tier::store::QuotaStore;

use crate::fake::{Fake, LOG_GROUP, MEMORY_MB, NOW, Tested, budget, controller, fresh_store, plan, requests};

async fn record(controller: &Tested) -> Record {
    controller.store().record(NOW.epoch().month()).await.unwrap().unwrap()
}

async fn lease(controller: &Tested, epoch: Epoch, amount: Amount) {
    let ask = Ask { amount, ..Ask::default() };
    controller.store().grant(epoch, &ask).await.unwrap().unwrap();
}

/// All that the account has used in the epoch was of this function.
fn used(fake: &Fake, epoch: Epoch, invocations: u64, milliseconds: u64) {
    for function in [None, Some("orders")] {
        fake.count(Metric::Invocations(function), epoch, invocations);
        fake.count(Metric::Milliseconds(function), epoch, milliseconds);
    }
}

#[tokio::test]
async fn an_hour_after_an_epoch_what_was_not_used_comes_back() {
    let fake = Fake::default().with("orders", None);
    let controller = controller(&fake, &["orders"]).await;
    let epoch = NOW.epoch();
    let leased = Amount { requests: 1_000, mb_ms: 1_000 * 384_000, log_bytes: 2_000_000, cw_calls: 5 };
    lease(&controller, epoch, leased).await;
    used(&fake, epoch, 400, 8_000);
    fake.count(Metric::LogBytes(Some(LOG_GROUP)), epoch, 300_000);
    fake.count(Metric::LogBytes(None), epoch, 300_000);

    // The month's earlier epochs were idle.
    assert_eq!(controller.settle(NOW).await.unwrap(), 3, "the last of the first day is not an hour old");
    let early = epoch.settles_at().0 - 1;
    assert_eq!(controller.settle(gateway_free_tier::protocol::ServiceTime(early)).await.unwrap(), 1);
    assert_eq!(record(&controller).await.granted(), [(epoch, leased)]);
    assert_eq!(controller.settle(epoch.settles_at()).await.unwrap(), 1);
    let after = record(&controller).await;
    assert_eq!(after.closed(), Some(epoch));
    let mb_ms = (8_000 + 400) * MEMORY_MB;
    let spent = Amount { requests: 400, mb_ms: mb_ms + mb_ms.div_ceil(100), log_bytes: 300_000, cw_calls: 5 };
    assert_eq!(after.avail().positive(), budget().minus(&spent));

    let measurements = fake.measurements();
    assert_eq!(controller.settle(epoch.settles_at().plus_ms(1)).await.unwrap(), 0);
    assert_eq!(fake.measurements(), measurements, "what is settled is not measured");
}

#[tokio::test]
async fn of_many_who_see_the_new_epoch_each_epoch_is_settled_by_one() {
    let fake = Fake::default().with("orders", None);
    let first = controller(&fake, &["orders"]).await;
    lease(&first, NOW.epoch(), requests(500)).await;
    used(&fake, NOW.epoch(), 100, 0);
    let mut tasks = Vec::new();
    for _ in 0..8 {
        let controller = Controller::new(first.store().clone(), fake.clone(), plan(&["orders"]));
        tasks.push(tokio::spawn(async move { controller.settle(NOW.epoch().settles_at()).await.unwrap() }));
    }
    let mut settled = 0;
    for task in tasks {
        settled += task.await.unwrap();
    }
    assert_eq!(settled, 5, "four of the first day, and one");
    assert_eq!(record(&first).await.avail().requests, 999_900);
}

/// The account was used before the month was opened, and by others since.
#[tokio::test]
async fn what_others_use_is_taken_and_twice_as_much_set_aside() {
    let fake = Fake::default().with("orders", None);
    let controller = controller(&fake, &["orders"]).await;
    let epoch = NOW.epoch();
    let first = epoch.month().starts_at().epoch();
    fake.count(Metric::Invocations(None), first, 70_000);
    controller.settle(epoch.start()).await.unwrap();
    assert_eq!(record(&controller).await.avail().requests, 930_000, "three epochs later it is over");

    lease(&controller, epoch, requests(1_000)).await;
    used(&fake, epoch, 900, 0);
    fake.count(Metric::Invocations(None), epoch, 900 + 50);
    fake.count(Metric::Milliseconds(None), epoch, 50);
    let now = epoch.settles_at();
    controller.settle(now).await.unwrap();
    let after = record(&controller).await;
    let [(of, aside)] = after.granted() else { panic!("{:?}", after.granted()) };
    let foreign = (50 + 50) * 512_u64;
    let foreign = foreign + foreign.div_ceil(100);
    assert_eq!((*of, *aside), (now.epoch(), Amount { requests: 100, mb_ms: 2 * foreign, ..Amount::ZERO }));
    assert_eq!(after.avail().requests, 930_000 - 950 - 100);

    // In the next epoch they used none of it.
    fake.count(Metric::Invocations(None), now.epoch(), 0);
    controller.settle(now.epoch().settles_at()).await.unwrap();
    let after = record(&controller).await;
    assert_eq!((after.avail().requests, after.granted().len()), (930_000 - 950, 0));
}

#[tokio::test]
async fn the_last_epoch_of_a_month_is_settled_in_the_next() {
    let fake = Fake::default().with("orders", None);
    let controller = controller(&fake, &["orders"]).await;
    let last = Epoch(NOW.epoch().month().ends_at().epoch().0 - 1);
    lease(&controller, last, requests(1_000)).await;
    used(&fake, last, 10, 0);
    controller.hourly(last.settles_at()).await.unwrap();
    let old = record(&controller).await;
    assert_eq!((old.closed(), old.avail().requests), (Some(last), 999_990));
    let new = controller.store().record(last.next().month()).await.unwrap().unwrap();
    assert_eq!((new.closed(), new.avail().requests), (None, 1_000_000), "nothing is carried over");
}

#[tokio::test]
async fn without_a_measurement_nothing_is_given_back() {
    let fake = Fake::default().with("orders", None);
    let controller = controller(&fake, &["orders"]).await;
    lease(&controller, NOW.epoch(), requests(1_000)).await;
    fake.is_away(true);
    let outcome = controller.settle(NOW.epoch().settles_at()).await;
    assert!(matches!(outcome, Err(ControlError::Plane(_))));
    assert_eq!((record(&controller).await.closed(), record(&controller).await.avail().requests), (None, 999_000));
    fake.is_away(false);
    controller.settle(NOW.epoch().settles_at()).await.unwrap();
    assert_eq!(record(&controller).await.avail().requests, 1_000_000);
}

/// What was used before is off from the first grant on; and what cannot be measured is not taken for nothing.
#[tokio::test]
async fn a_month_that_is_opened_late_holds_what_is_left() {
    let fake = Fake::default().with("orders", None);
    let controller = Controller::new(fresh_store(), fake.clone(), plan(&["orders"]));
    let (month, first) = (NOW.epoch().month(), NOW.epoch().month().starts_at().epoch());
    used(&fake, first, 600, 0);
    fake.count(Metric::Invocations(None), first.next(), 70_000);
    fake.is_blind(true);
    assert!(matches!(controller.open(NOW, month).await, Err(ControlError::Plane(_))));
    assert!(controller.store().record(month).await.unwrap().is_none());

    fake.is_blind(false);
    assert!(controller.open(NOW, month).await.unwrap());
    assert_eq!(
        (record(&controller).await.closed(), record(&controller).await.avail().requests),
        (Some(Epoch(first.0 + 2)), 929_400)
    );
    assert!(!controller.open(NOW, month).await.unwrap(), "it is open");
    assert_eq!(controller.settle(NOW).await.unwrap(), 0, "nothing is taken twice");
}

/// An account that is shared: what others use of their part is no concern of this budget.
#[tokio::test]
async fn what_others_use_of_their_part_stays_theirs() {
    let fake = Fake::default().with("orders", None);
    let mut plan = plan(&["orders"]);
    plan.others = Amount { mb_ms: u64::MAX, ..requests(500_000) };
    let controller = Controller::new(fresh_store(), fake.clone(), plan);
    let first = NOW.epoch().month().starts_at().epoch();
    fake.count(Metric::Invocations(None), first, 499_000);
    controller.open(NOW, NOW.epoch().month()).await.unwrap();
    assert_eq!(record(&controller).await.avail().requests, 1_000_000);
    fake.count(Metric::Invocations(None), NOW.epoch(), 1_500);
    controller.settle(NOW.epoch().settles_at()).await.unwrap();
    assert_eq!(
        record(&controller).await.avail().requests,
        1_000_000 - 500 - 3_000,
        "what is beyond, and twice the last epoch"
    );
}
