//! A route of axum behind `lambda_http`. One thread, as the framework has: more would cost this one more.

use axum::extract::{Path, Query};
use axum::routing::get;
use axum::{Json, Router};
use lambda_http::{Error, run};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Paging {
    limit: Option<u32>,
}

#[derive(Serialize)]
struct Order {
    id: u64,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    name: String,
    quantity: u32,
}

async fn order(Path(id): Path<u64>, Query(Paging { limit }): Query<Paging>) -> Json<Order> {
    let items = (1..=limit.unwrap_or(10)).map(|number| Item { name: format!("item {number}"), quantity: number });
    Json(Order { id, items: items.collect() })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(Router::new().route("/orders/{id}", get(order))).await
}
