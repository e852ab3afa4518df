//! An account's hours of metrics: never more than there are, whoever asks.

use std::collections::BTreeSet;

use dynamo_db_tests::{Server, TABLE, client, create_table, store};
use gateway_http::aws::AwsRequest;
use serde_json::{Value, json};

/// The first hour of 2026.
const HOUR: u64 = 490_896;

async fn server() -> Server {
    let server = Server::start();
    create_table(server.url()).await;
    server
}

fn names(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("Shop/{prefix}{number}")).collect()
}

/// The item of the first hour, and what a write to it consumes.
async fn item(server: &Server) -> (Value, Value) {
    let key = json!({"pk": {"S": "mh#0"}});
    let get = json!({"TableName": TABLE, "Key": key, "ConsistentRead": true});
    let read: Value = client(server.url()).send(AwsRequest::json("GetItem", &get)).await.unwrap().json().unwrap();
    let touch = json!({
        "TableName": TABLE, "Key": key, "ReturnConsumedCapacity": "TOTAL",
        "UpdateExpression": "ADD touched :one", "ExpressionAttributeValues": {":one": {"N": "1"}},
    });
    let written = client(server.url()).send(AwsRequest::json("UpdateItem", &touch)).await.unwrap();
    (read["Item"].clone(), written.json::<Value>().unwrap()["ConsumedCapacity"]["CapacityUnits"].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_forty_that_many_environments_want_ten_have_the_hour() {
    let server = server().await;
    let series = names("a_metric_with_a_rather_long_name_", 40);
    let tasks: Vec<_> = (0..12)
        .map(|writer| {
            // Each sees others first, and they are of different deployments.
            let mut series = series.clone();
            series.rotate_left(writer * 7 % 40);
            let store = store(server.url(), &format!("deployment-{writer}"));
            tokio::spawn(async move {
                let first = store.lease_series(HOUR, &series, &[], 10).await.unwrap();
                assert_eq!(store.lease_series(HOUR, &series, &[], 10).await.unwrap(), first, "asked again");
                series
                    .into_iter()
                    .zip(first)
                    .filter(|(_, granted)| *granted)
                    .map(|(one, _)| one)
                    .collect::<BTreeSet<_>>()
            })
        })
        .collect();
    let mut won = Vec::new();
    for task in tasks {
        won.push(task.await.unwrap());
    }
    assert_eq!(won[0].len(), 10);
    assert!(won.iter().all(|winners| *winners == won[0]), "they are told the same: {won:?}");
    let (item, units) = item(&server).await;
    assert_eq!(item["series"]["SS"].as_array().unwrap().len(), 10);
    assert_eq!(units, 1.0, "of one kilobyte: {item}");
}

#[tokio::test]
async fn what_is_kept_has_the_hour_from_its_start_on() {
    let server = server().await;
    let store = store(server.url(), "shop");
    let (series, kept) = (names("optional", 12), names("critical", 4));
    let answers = store.lease_series(HOUR, &series, &kept, 10).await.unwrap();
    assert_eq!(answers.iter().filter(|granted| **granted).count(), 6);
    assert!(answers[..6].iter().all(|granted| *granted), "the most urgent: {answers:?}");
    assert_eq!(store.lease_series(HOUR, &kept, &kept, 10).await.unwrap(), [true; 4]);
    // More are kept than there are: the first of them.
    assert_eq!(store.lease_series(HOUR + 1, &kept, &kept, 2).await.unwrap(), [true, true, false, false]);
    assert_eq!(store.lease_series(HOUR + 2, &kept, &kept, 0).await.unwrap(), [false; 4]);
}

#[tokio::test]
async fn an_item_is_used_again_the_next_day_and_an_hour_that_is_over_is_nobodys() {
    let server = server().await;
    let store = store(server.url(), "shop");
    let (today, tomorrow) = (names("today", 2), names("tomorrow", 2));
    assert_eq!(store.lease_series(HOUR, &today, &[], 2).await.unwrap(), [true; 2]);
    assert_eq!(store.lease_series(HOUR, &tomorrow, &[], 2).await.unwrap(), [false; 2]);
    assert_eq!(store.lease_series(HOUR + 24, &tomorrow, &[], 2).await.unwrap(), [true; 2]);
    assert_eq!(store.lease_series(HOUR, &today, &[], 2).await.unwrap(), [false; 2], "a clock that is a day late");
    let (item, _) = item(&server).await;
    assert_eq!(item["of_hour"]["N"], (HOUR + 24).to_string());
    assert_eq!(item["series"]["SS"], json!(["Shop/tomorrow0", "Shop/tomorrow1"]));
}
