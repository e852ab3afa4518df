//! Processes of one host that spend one budget, and are killed while they do.

use std::fs;

use gateway_free_tier::protocol::Record;
use gateway_free_tier::store::{FileStore, QuotaStore};
use store_model::fleet::{NOW, Orders, kill, worst};

const BUDGET: u64 = 30_000;
const WORKERS: usize = 4;
const KILLS: u64 = 60;

#[tokio::test]
#[ignore = "no test: what the other one starts, and kills"]
async fn worker() {
    let Some(orders) = Orders::read() else { return };
    orders.follow(&FileStore::new(&orders.store).unwrap(), BUDGET, WORKERS).await;
}

#[tokio::test]
async fn nothing_is_spent_twice_and_little_is_lost() {
    let folder = std::env::temp_dir().join(format!("gateway-free-tier-killed-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let place = folder.join("store");
    let store = FileStore::new(&place).unwrap();
    let month = NOW.epoch().month();
    store.open(month, &Record::open(&worst().times(BUDGET))).await.unwrap();

    let (killed, served) = kill(&folder, place.to_str().unwrap(), WORKERS, KILLS, 150);

    let left = store.record(month).await.unwrap().unwrap().avail().positive().requests;
    let lost = BUDGET.saturating_sub(served + left);
    println!("{killed} killed: {served} of {BUDGET} served, {left} left, {lost} lost");
    assert!(killed >= KILLS / 2, "{killed} were killed while they worked");
    assert!(served + left <= BUDGET, "{served} served and {left} left of {BUDGET}");
    // The request that a killed worker was about to serve; and a lease, if it died between the store and its journal.
    assert!(lost <= BUDGET / 200, "{lost} lost by {killed} kills");
    // Until the epoch is measured: then all of it is back.
    assert!(store.reconcile(NOW.epoch(), &worst().times(served)).await.unwrap());
    let back = store.record(month).await.unwrap().unwrap().avail().positive();
    assert_eq!(back, worst().times(BUDGET - served));
    fs::remove_dir_all(&folder).unwrap();
}
