//! Processes that spend one budget over HTTP, and are killed while they do.

use std::fs;

use dynamo_db_tests::{Server, create_table, store};
use gateway_free_tier::protocol::Record;
use gateway_free_tier::store::QuotaStore;
use store_model::fleet::{NOW, Orders, kill, worst};

const BUDGET: u64 = 60_000;
const WORKERS: usize = 12;
const KILLS: u64 = 100;

#[tokio::test]
#[ignore = "no test: what the other one starts, and kills"]
async fn worker() {
    let Some(orders) = Orders::read() else { return };
    orders.follow(&store(&orders.store, "killed"), BUDGET, WORKERS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_spent_twice_and_little_is_lost() {
    let folder = std::env::temp_dir().join(format!("gateway-dynamo-db-killed-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let dynamo_db = Server::start();
    create_table(dynamo_db.url()).await;
    let store = store(dynamo_db.url(), "killed");
    let month = NOW.epoch().month();
    store.open(month, &Record::open(&worst().times(BUDGET))).await.unwrap();

    let (killed, served) = kill(&folder, dynamo_db.url(), WORKERS, KILLS, 40);

    let left = store.record(month).await.unwrap().unwrap().avail().positive().requests;
    let lost = BUDGET.saturating_sub(served + left);
    println!("{killed} killed: {served} of {BUDGET} served, {left} left, {lost} lost");
    assert_eq!(killed, KILLS, "each was killed while it worked");
    assert!(served + left <= BUDGET, "{served} served and {left} left of {BUDGET}");
    // The request that a killed worker was about to serve; and a lease, if it died between the store and its journal.
    assert!(lost <= BUDGET / 200, "{lost} lost by {killed} kills");
    // Until the epoch is measured: then all of it is back.
    assert!(store.reconcile(NOW.epoch(), &worst().times(served)).await.unwrap());
    let back = store.record(month).await.unwrap().unwrap().avail().positive();
    assert_eq!(back, worst().times(BUDGET - served));
    fs::remove_dir_all(&folder).unwrap();
}
