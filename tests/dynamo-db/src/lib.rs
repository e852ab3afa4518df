//! Servers that play the part of AWS, and what reaches them over HTTP.

#![allow(
    missing_docs,
    missing_debug_implementations,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::new_without_default,
    reason = "tests alone use it, and its panic is a test that fails"
)]

use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use dynoxide::{Database, server};
use gateway_free_tier::store::DynamoDbStore;
use gateway_http::Client;
use gateway_http::aws::{AwsClient, AwsCredentials, AwsRequest, AwsService};
use serde_json::json;

pub const TABLE: &str = "free-tier";

/// A server that speaks `DynamoDB`'s dialect, in this process. It lives as long as the process, on a thread of its own.
pub struct Server {
    url: String,
}

impl Server {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                server::serve_on(listener, Database::memory().unwrap()).await;
            });
        });
        Self { url }
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

pub fn client_of(url: &str, service: AwsService) -> AwsClient {
    let credentials = AwsCredentials::new("AKIDEXAMPLE".into(), "example".into(), None);
    AwsClient::new(Client::new(), service, "eu-central-1", credentials).unwrap().with_endpoint(url).unwrap()
}

pub fn client(url: &str) -> AwsClient {
    client_of(url, AwsService::DynamoDb)
}

/// The table as it is deployed.
pub async fn create_table(url: &str) {
    let table = json!({
        "TableName": TABLE,
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
    });
    client(url).send(AwsRequest::json("CreateTable", &table)).await.unwrap();
}

/// Deployments do not see one another.
pub fn store(url: &str, deployment: &str) -> DynamoDbStore {
    // Far more than any answer takes: what is to time out says so.
    DynamoDbStore::new(client(url), TABLE, deployment).timeout(Duration::from_secs(20))
}
