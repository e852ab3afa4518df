//! Processes of one host that spend one budget, and are killed while they do.

use std::fs;

use gateway_free_tier::store::{FileStore, QuotaStore};
use store_model::fleet::{CHUNK, NOW, Orders, kill, worst};

const BUDGET: u64 = 30_000;
const WORKERS: usize = 4;
const KILLS: u64 = 60;

#[tokio::test]
#[ignore = "no test: what the other one starts, and kills"]
async fn worker() {
    let Some(orders) = Orders::read() else { return };
    orders.follow(&FileStore::new(&orders.store).unwrap(), WORKERS).await;
}

#[tokio::test]
async fn nothing_is_spent_twice_and_little_is_lost() {
    let folder = std::env::temp_dir().join(format!("gateway-free-tier-killed-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let place = folder.join("store");
    let store = FileStore::new(&place).unwrap();
    let month = NOW.epoch().month();
    store.open(month, &worst().times(BUDGET)).await.unwrap();

    let (killed, served) = kill(&folder, place.to_str().unwrap(), WORKERS, KILLS, 150);

    let left = store.record(month).await.unwrap().unwrap().avail().positive().requests;
    println!(
        "{killed} killed: {served} of {BUDGET} served, {left} left, {} lost",
        BUDGET.saturating_sub(served + left)
    );
    assert!(killed >= KILLS / 2, "{killed} were killed while they worked");
    assert!(served + left <= BUDGET, "{served} served and {left} left of {BUDGET}");
    // The request that a killed worker was about to serve; and a chunk, if it died between the store and its journal.
    let lost = BUDGET - served - left;
    assert!(lost <= killed + 2 * CHUNK, "{lost} lost by {killed} kills");
    fs::remove_dir_all(&folder).unwrap();
}
