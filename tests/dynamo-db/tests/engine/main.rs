//! The store does what a record does, on an engine that evaluates its expressions.

mod dynalite;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use dynamo_db_tests::{Server, TABLE, client, create_table, store};
use gateway_free_tier::protocol::{Amount, Ask, Denied, Epoch, Record, State};
use gateway_free_tier::store::QuotaStore;
use gateway_http::aws::AwsRequest;
use proptest::prelude::*;
use serde_json::{Value, json};
use store_model::model::{JANUARY, check, step};

fn server() -> &'static str {
    static SERVER: OnceLock<Server> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        let server = Server::start();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(create_table(server.url()));
        server
    });
    server.url()
}

/// One that no other test has.
fn deployment() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    format!("d{}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

fn requests(requests: u64) -> Amount {
    Amount { requests, ..Amount::ZERO }
}

fn ask(amount: u64) -> Ask {
    Ask { amount: requests(amount), ..Ask::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn an_item_is_a_record(steps in prop::collection::vec(step(), 1..80)) {
        check(&store(server(), &deployment()), &steps)?;
    }
}

#[test]
fn of_many_who_ask_at_once_none_gets_what_is_not_there() {
    let url = server();
    let deployment = deployment();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let (granted, left) = runtime.block_on(async {
        store(url, &deployment).open(Epoch(JANUARY).month(), &Record::open(&requests(1_000))).await.unwrap();
        let tasks: Vec<_> = (0..16)
            .map(|task| {
                let store = store(url, &deployment);
                tokio::spawn(async move {
                    let mut granted = 0;
                    for chunk in (1..=7).cycle().skip(task) {
                        match store.grant(Epoch(JANUARY), &ask(chunk)).await.unwrap() {
                            Ok(grant) => granted += grant.amount.requests,
                            Err(Denied::Exhausted { .. }) => return granted,
                            Err(denied) => panic!("{denied:?}"),
                        }
                    }
                    granted
                })
            })
            .collect();
        let mut granted = 0;
        for task in tasks {
            granted += task.await.unwrap();
        }
        let record = store(url, &deployment).record(Epoch(JANUARY).month()).await.unwrap().unwrap();
        assert_eq!(record.granted(), [(Epoch(JANUARY), requests(granted))]);
        (granted, record.avail().requests)
    });
    assert_eq!(granted + left.unsigned_abs(), 1_000);
    assert!(left < 7, "{left} left");
}

#[test]
fn of_many_who_see_the_same_one_changes_it() {
    let url = server();
    let deployment = deployment();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let month = Epoch(JANUARY).month();
        let stores: Vec<_> = (0..12).map(|_| store(url, &deployment)).collect();
        let mut tasks = Vec::new();
        for store in &stores {
            let store = store.clone();
            tasks.push(tokio::spawn(async move { store.open(month, &Record::open(&requests(100))).await.unwrap() }));
        }
        assert_eq!(won(tasks).await, 1);
        stores[0].grant(Epoch(JANUARY), &ask(40)).await.unwrap().unwrap();
        let mut tasks = Vec::new();
        for store in &stores {
            let store = store.clone();
            tasks.push(tokio::spawn(async move { store.set_state(month, State::Open, State::Stopped).await.unwrap() }));
        }
        assert_eq!(won(tasks).await, 1);
        let mut tasks = Vec::new();
        for store in &stores {
            let store = store.clone();
            tasks.push(tokio::spawn(async move { store.reconcile(Epoch(JANUARY), &requests(30)).await.unwrap() }));
        }
        assert_eq!(won(tasks).await, 1);
        assert_eq!(stores[0].record(month).await.unwrap().unwrap().avail().requests, 70);
    });
}

async fn won(tasks: Vec<tokio::task::JoinHandle<bool>>) -> usize {
    let mut won = 0;
    for task in tasks {
        won += usize::from(task.await.unwrap());
    }
    won
}

/// Grants go on while an epoch is settled, and both happen wholly.
#[test]
fn an_epoch_is_settled_beside_the_next() {
    let url = server();
    let deployment = deployment();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = store(url, &deployment);
        store.open(Epoch(JANUARY).month(), &Record::open(&requests(10_000))).await.unwrap();
        for epoch in 0..8 {
            let (now, before) = (Epoch(JANUARY - 8 + epoch), Epoch(JANUARY - 9 + epoch));
            let busy = store.clone();
            let grants = tokio::spawn(async move {
                for _ in 0..20 {
                    busy.grant(now, &ask(10)).await.unwrap().unwrap();
                }
            });
            let settled = store.reconcile(before, &requests(50)).await.unwrap();
            grants.await.unwrap();
            assert!(settled);
        }
        let record = store.record(Epoch(JANUARY).month()).await.unwrap().unwrap();
        assert_eq!(record.granted().len(), 1);
        // All but the last epoch's grants came back; eight measurements were taken.
        assert_eq!(record.avail().requests, 10_000 - 8 * 50 - 200);
    });
}

#[test]
fn a_write_is_one_unit() {
    let url = server();
    let deployment = deployment();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let answer: Value = runtime.block_on(async {
        let store = store(url, &deployment);
        store.open(Epoch(JANUARY).month(), &Record::open(&Amount::ALWAYS_FREE)).await.unwrap();
        for epoch in JANUARY - 2..=JANUARY {
            let amount = Amount { requests: 256, mb_ms: 256 * 384_000, log_bytes: 1 << 20, cw_calls: 3 };
            store.grant(Epoch(epoch), &Ask { amount, debt: requests(1), ..Ask::default() }).await.unwrap().unwrap();
        }
        let call = json!({
            "TableName": TABLE, "Key": {"pk": {"S": format!("q#{deployment}#2026-01")}},
            "UpdateExpression": "ADD avail_r :zero", "ExpressionAttributeValues": {":zero": {"N": "0"}},
            "ReturnConsumedCapacity": "TOTAL",
        });
        client(url).send(AwsRequest::json("UpdateItem", &call)).await.unwrap().json().unwrap()
    });
    assert_eq!(answer["ConsumedCapacity"]["CapacityUnits"], 1.0, "{answer}");
}
