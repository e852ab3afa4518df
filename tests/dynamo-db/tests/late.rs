//! A month that is opened late: what the account has used before is taken at once.

use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_db_tests::{Server, TABLE, create_table, store};
use gateway_free_tier::guard::{FreeTier, GuardSettings};
use gateway_free_tier::protocol::{Epoch, Record, ServiceTime};
use gateway_free_tier::store::QuotaStore;
use gateway_runtime::{Context, Guard};
use peer::{Peer, ok};
use serde_json::{Value, json};

const TIMEOUT_MS: u64 = 30_000;
/// What others used in the month's first epoch.
const FOREIGN: u64 = 70_000;

const STARTED: &str = "TEST_STARTED_MS";
const VARIABLES: [(&str, &str); 10] = [
    ("GATEWAY_FREE_TIER_MODE", "guarantee"),
    ("GATEWAY_FREE_TIER_STORE", "dynamodb"),
    ("GATEWAY_FREE_TIER_TABLE", TABLE),
    ("GATEWAY_FREE_TIER_DEPLOYMENT", "late"),
    ("GATEWAY_FREE_TIER_FUNCTIONS", "orders:128"),
    ("GATEWAY_FREE_TIER_TIMEOUT", "30"),
    ("GATEWAY_FREE_TIER_REGIONS", "us-east-1,eu-central-1"),
    ("AWS_REGION", "eu-central-1"),
    ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY", "example"),
];

/// Where AWS is stands in the environment of a process, so the guard has one of its own.
#[tokio::test]
#[ignore = "no test: what the other one starts"]
async fn environment() {
    let Ok(started) = std::env::var(STARTED) else { return };
    let started: u64 = started.parse().unwrap();
    let free_tier = FreeTier::new(GuardSettings::from_env().unwrap()).unwrap();
    let deadline = UNIX_EPOCH + Duration::from_millis(started + TIMEOUT_MS);
    let cx = Context::builder().request_id("id").deadline(deadline).build();
    cx.scope(free_tier.guard(async {})).await.unwrap();
}

/// Opens this month with an invocation in a fresh environment. Returns what is kept of it then, and what AWS was asked.
async fn first_invocation(server: &Server, started: ServiceTime) -> (Record, Vec<(Value, String)>) {
    let first = started.epoch().month().starts_at();
    let aws = Peer::new(move |_, request| {
        let question: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let is_foreign = question["MetricName"] == "Invocations" && question["Dimensions"].is_null();
        let point = json!({"Timestamp": first.0 / 1_000, "Sum": FOREIGN, "Unit": "Count"});
        vec![ok(json!({"Label": "it", "Datapoints": if is_foreign { vec![point] } else { vec![] }}).to_string())]
    });
    let aws_url = aws.url("");
    let mut process = Command::new(std::env::current_exe().unwrap());
    process.args(["environment", "--exact", "--ignored"]).stdout(Stdio::null()).envs(VARIABLES);
    process.envs([
        (STARTED, started.0.to_string().as_str()),
        ("AWS_ENDPOINT_URL_DYNAMODB", server.url()),
        ("AWS_ENDPOINT_URL_LAMBDA", aws_url.trim_end_matches('/')),
        ("AWS_ENDPOINT_URL_CLOUDWATCH", aws_url.trim_end_matches('/')),
    ]);
    let status = tokio::task::spawn_blocking(move || process.status().unwrap()).await.unwrap();
    assert!(status.success());
    let record = store(server.url(), "late").record(started.epoch().month()).await.unwrap().unwrap();
    let question = |request: &peer::Received| {
        let signature = request.header("authorization").unwrap().to_owned();
        (serde_json::from_slice(&request.body).unwrap(), signature)
    };
    (record, aws.requests().iter().map(question).collect())
}

/// The machine's clock says how long an invocation may wait for an answer, so this month is the only one that can be tried; in its first
/// seven hours nothing is due.
#[tokio::test(flavor = "multi_thread")]
async fn a_month_that_is_opened_late_is_settled_at_once() {
    let server = Server::start();
    create_table(server.url()).await;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let now = ServiceTime(now.as_millis().try_into().unwrap());
    let first = now.epoch().month().starts_at().epoch();
    let due: Vec<Epoch> = (first.0..now.epoch().0).map(Epoch).filter(|epoch| now >= epoch.settles_at()).collect();

    let (record, questions) = first_invocation(&server, now).await;

    assert_eq!(record.closed(), due.last().copied());
    let variable = |name: &str| VARIABLES.iter().find(|(it, _)| *it == name).map(|(_, value)| (*value).to_owned());
    let budget = GuardSettings::from_variables(variable).unwrap().budget();
    // In two regions as much; the part of what calls once an hour is no one else's.
    let foreign = if due.is_empty() { 0 } else { 2 * FOREIGN - 31 * 24 };
    // What others used in the last epoch that is over is set aside twice for this one.
    let aside = if due.len() == 1 { 2 * 2 * FOREIGN } else { 0 };
    assert_eq!(record.avail().positive().requests, budget.requests - 1 - foreign - aside);
    let granted: Vec<_> = record.granted().iter().map(|(epoch, granted)| (*epoch, granted.requests)).collect();
    assert_eq!(granted, [(now.epoch(), 1 + aside)], "the invocation itself, and nothing of what is settled");

    let asked: Vec<_> = questions.iter().map(|(it, _)| (it["StartTime"].as_u64(), it["EndTime"].as_u64())).collect();
    let span = due.last().map(|last| [first, last.next()].map(|epoch| Some(epoch.start().0 / 1_000)));
    let expected = span.map_or(vec![], |[begin, end]| vec![(begin, end); 9]);
    assert_eq!(asked, expected, "all epochs at once: of the function, of the account in both regions, and their logs");
    let elsewhere = questions.iter().filter(|(_, signature)| signature.contains("/us-east-1/monitoring/")).count();
    assert_eq!(elsewhere, expected.len() / 3, "of the account");
}
