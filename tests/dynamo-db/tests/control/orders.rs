//! The way down, and up again.

use dynamo_db_tests::store;
use gateway_free_tier::control::{ControlError, ControlPlane as _, Controller, Reservations};
use gateway_free_tier::protocol::{Amount, Balance, Grant, State};
use gateway_free_tier::store::QuotaStore;

use crate::fake::{Fake, MOST, NOW, controller, leave, plan, requests};

fn order(function: &str, concurrency: Option<u32>) -> (String, Option<u32>) {
    (function.to_owned(), concurrency)
}

async fn state(controller: &crate::fake::Tested) -> State {
    controller.store().record(NOW.epoch().month()).await.unwrap().unwrap().state()
}

#[tokio::test]
async fn less_is_let_in_as_less_is_left() {
    let fake = Fake::default().with("orders", None);
    let controller = controller(&fake, &["orders"]).await;
    let grant = leave(&controller, 60_000).await;
    controller.granted(&grant).await.unwrap();
    assert_eq!((fake.orders(), state(&controller).await), (vec![], State::Open));

    let grant = leave(&controller, 20_000).await;
    controller.granted(&grant).await.unwrap();
    assert_eq!(fake.orders(), [order("orders", Some(40))]);
    assert_eq!(state(&controller).await, State::Gliding { concurrency: 40 });
    // Nobody who saw the same does it again.
    controller.granted(&grant).await.unwrap();
    assert_eq!(fake.orders(), []);

    let grant = leave(&controller, 400).await;
    controller.granted(&grant).await.unwrap();
    assert_eq!((fake.orders(), state(&controller).await), (vec![order("orders", Some(0))], State::Stopped));
}

#[tokio::test]
async fn of_many_who_see_it_one_orders() {
    let fake = Fake::default().with("orders", None);
    let first = controller(&fake, &["orders"]).await;
    let grant = leave(&first, 10_000).await;
    let mut tasks = Vec::new();
    for _ in 0..10 {
        let controller = Controller::new(first.store().clone(), fake.clone(), plan(&["orders"]));
        tasks.push(tokio::spawn(async move { controller.granted(&grant).await.unwrap() }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(fake.orders(), [order("orders", Some(20))]);
}

/// A function that had no reservation is given none, and not a number.
#[tokio::test]
async fn what_was_there_before_comes_back() {
    for before in [None, Some(31)] {
        let fake = Fake::default().with("orders", before);
        let controller = controller(&fake, &["orders"]).await;
        controller.granted(&leave(&controller, 10_000).await).await.unwrap();
        let grant = leave(&controller, 1_000).await;
        controller.granted(&grant).await.unwrap();
        controller.exhausted(NOW.epoch().month()).await.unwrap();
        assert_eq!(fake.reserved_now("orders"), Some(0));
        assert_eq!(controller.store().kept("orders").await.unwrap(), Some(before));
        // All of it was returned.
        assert!(controller.store().give_back(NOW.epoch(), &requests(999_000)).await.unwrap());
        fake.orders();
        for hour in 1..5 {
            controller.hourly(NOW.plus_ms(hour * 60_000)).await.unwrap();
        }
        let up = [1, 2, 4, 8].map(|concurrency| order("orders", Some(concurrency)));
        assert_eq!(fake.orders(), up);
        for hour in 5..10 {
            controller.hourly(NOW.plus_ms(hour * 60_000)).await.unwrap();
        }
        assert_eq!(state(&controller).await, State::Open);
        assert_eq!(fake.reserved_now("orders"), before, "{:?}", fake.orders());
        assert_eq!(controller.store().kept("orders").await.unwrap(), None);
    }
}

#[tokio::test]
async fn an_order_that_was_lost_is_given_again() {
    let fake = Fake::default().with("orders", None);
    let controller = controller(&fake, &["orders"]).await;
    let month = NOW.epoch().month();
    leave(&controller, 0).await;
    fake.is_away(true);
    assert!(matches!(controller.exhausted(month).await, Err(ControlError::Plane(_))));
    assert_eq!((fake.orders(), state(&controller).await), (vec![], State::Stopped));
    fake.is_away(false);
    controller.exhausted(month).await.unwrap();
    assert_eq!(fake.orders(), [order("orders", Some(0))]);
    controller.exhausted(month).await.unwrap();
    assert_eq!(fake.orders(), [], "it is in force");
}

#[tokio::test]
async fn several_functions_share_a_concurrency() {
    let fake = Fake::default().with("a", None).with("b", Some(50)).with("c", Some(9));
    let controller = controller(&fake, &["a", "b", "c"]).await;
    controller.granted(&leave(&controller, 10_000).await).await.unwrap();
    assert_eq!(fake.orders(), [order("a", Some(7)), order("b", Some(7)), order("c", Some(6))]);
    assert_eq!(controller.store().kept("b").await.unwrap(), Some(Some(50)));
}

/// The table is not there: what stops the functions does not need it.
#[tokio::test]
async fn without_a_store_nobody_is_let_in() {
    let fake = Fake::default().with("orders", Some(60));
    let lost = Controller::new(store("http://127.0.0.1:1", "orders"), fake.clone(), plan(&["orders"]));
    lost.cut_off().await.unwrap();
    assert_eq!(fake.orders(), [order("orders", Some(0))]);
    lost.cut_off().await.unwrap();
    assert_eq!(fake.orders(), []);

    // Whoever cannot know whether it was the one who slowed down orders it.
    let fake = Fake::default().with("orders", None);
    let lost = Controller::new(store("http://127.0.0.1:1", "orders"), fake.clone(), plan(&["orders"]));
    let avail = Balance { requests: 10_000, ..Balance::from(crate::fake::budget()) };
    let (epoch, amount) = (NOW.epoch(), requests(1));
    let grant = Grant { epoch, amount, avail, state: State::Open, unsettled: epoch, overdue: Amount::ZERO };
    assert!(matches!(lost.granted(&grant).await, Err(ControlError::Store(_))));
    assert_eq!(fake.orders(), [order("orders", Some(20))]);
}

/// Refusals that nobody told the pool of are paid for, and then it goes on with what the function was deployed with.
#[tokio::test]
async fn after_an_outage_what_was_not_told_is_charged() {
    let fake = Fake::default().with("orders", Some(0));
    let controller = controller(&fake, &["orders"]).await;
    controller.hourly(NOW).await.unwrap();
    let record = controller.store().record(NOW.epoch().month()).await.unwrap().unwrap();
    let charged = 1_000_000 - record.avail().requests;
    assert!(charged > i64::from(MOST) * 50, "{charged}");
    assert_eq!(fake.orders(), [order("orders", Some(1))]);
    for minute in 1..9 {
        controller.hourly(NOW.plus_ms(minute * 60_000)).await.unwrap();
    }
    assert_eq!((fake.reserved_now("orders"), state(&controller).await), (Some(7), State::Open));
    let record = controller.store().record(NOW.epoch().month()).await.unwrap().unwrap();
    assert_eq!(1_000_000 - record.avail().requests, charged, "once");
}

/// The last order of a month may still be in force when the first of the next is given.
#[tokio::test]
async fn what_is_kept_is_what_was_there_before_any_order() {
    let store = crate::fake::fresh_store();
    store.keep("orders", Some(0)).await.unwrap();
    assert_eq!(store.kept("orders").await.unwrap(), None, "a stopped function tells nothing");
    store.keep("orders", Some(3)).await.unwrap();
    store.keep("orders", Some(1)).await.unwrap();
    assert_eq!(store.kept("orders").await.unwrap(), Some(Some(3)));
    store.forget("orders").await.unwrap();
    store.forget("orders").await.unwrap();
    store.keep("orders", None).await.unwrap();
    assert_eq!(store.kept("orders").await.unwrap(), Some(None));
    assert_eq!(store.kept("other").await.unwrap(), None);
}

/// By whatever: the schedule of the month's start, or somebody's hand.
#[tokio::test]
async fn what_is_there_again_is_forgotten() {
    let fake = Fake::default().with("orders", Some(7));
    let controller = controller(&fake, &["orders"]).await;
    controller.store().keep("orders", Some(7)).await.unwrap();
    controller.hourly(NOW).await.unwrap();
    assert_eq!((controller.store().kept("orders").await.unwrap(), fake.orders()), (None, vec![]));
}

/// Whoever lets it in by hand has it stopped again where nothing is left.
#[tokio::test]
async fn what_is_let_in_by_hand_stays_so_if_enough_is_left() {
    for (left, reserved, state_after) in [(1_000, Some(0), State::Stopped), (500_000, Some(7), State::Open)] {
        let fake = Fake::default().with("orders", Some(7));
        let controller = controller(&fake, &["orders"]).await;
        leave(&controller, 100).await;
        controller.exhausted(NOW.epoch().month()).await.unwrap();
        assert!(controller.store().give_back(NOW.epoch(), &requests(left - 100)).await.unwrap());
        fake.reserve("orders", Some(100)).await.unwrap();
        let settled = controller.hourly(NOW).await.unwrap();
        assert_eq!((fake.reserved_now("orders"), state(&controller).await), (reserved, state_after));
        assert_eq!(settled.concurrency, if state_after == State::Open { MOST } else { 0 });
    }
}

#[tokio::test]
async fn in_an_account_of_ten_all_are_let_in_or_none() {
    let fake = Fake::default().with("orders", None).small();
    let controller = controller(&fake, &["orders"]).await;
    let month = NOW.epoch().month();
    controller.granted(&leave(&controller, 10_000).await).await.unwrap();
    assert_eq!(fake.reserved_now("orders"), None, "it cannot slow down");
    leave(&controller, 100).await;
    controller.exhausted(month).await.unwrap();
    assert_eq!(fake.orders(), [order("orders", Some(0))]);

    assert!(controller.store().give_back(NOW.epoch(), &requests(29_900)).await.unwrap());
    for hour in 0..3 {
        let settled = controller.hourly(NOW.plus_ms(hour * 60_000)).await.unwrap();
        assert_eq!((settled.concurrency, state(&controller).await), (0, State::Stopped), "too little for all");
    }
    let record = controller.store().record(month).await.unwrap().unwrap();
    assert_eq!(record.avail().requests, 30_000, "and nothing is charged for it");

    assert!(controller.store().give_back(NOW.epoch(), &requests(470_000)).await.unwrap());
    let settled = controller.hourly(NOW).await.unwrap();
    assert_eq!((settled.concurrency, state(&controller).await), (MOST, State::Open));
    assert_eq!(fake.orders(), [order("orders", None)]);
    assert_eq!(controller.store().kept("orders").await.unwrap(), None);
}

/// Environments that serve from their leases tell nobody how little is left.
#[tokio::test]
async fn once_an_hour_it_is_slowed_down_too() {
    let fake = Fake::default().with("orders", None);
    let controller = controller(&fake, &["orders"]).await;
    for (left, ordered, expected) in [
        (20_000, 40, State::Gliding { concurrency: 40 }),
        (1_000, 2, State::Gliding { concurrency: 2 }),
        (400, 0, State::Stopped),
    ] {
        leave(&controller, left).await;
        assert_eq!(controller.hourly(NOW).await.unwrap().concurrency, ordered);
        assert_eq!((fake.orders(), state(&controller).await), (vec![order("orders", Some(ordered))], expected));
    }
}

#[tokio::test]
async fn what_is_not_measured_keeps_nobody_out() {
    let fake = Fake::default().with("orders", None);
    let controller = controller(&fake, &["orders"]).await;
    leave(&controller, 0).await;
    controller.exhausted(NOW.epoch().month()).await.unwrap();
    assert!(controller.store().give_back(NOW.epoch(), &requests(500_000)).await.unwrap());
    fake.is_blind(true);
    assert!(matches!(controller.hourly(NOW).await, Err(ControlError::Plane(_))));
    assert_eq!(fake.reserved_now("orders"), Some(1));
}
