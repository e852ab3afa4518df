//! The app with its budget in a table, as on AWS: what it lets in, whom it refuses, and what it orders.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use dynamo_db_tests::{Server, TABLE, create_table, store};
use gateway_free_tier::guard::GuardSettings;
use gateway_free_tier::protocol::{Amount, Ask, Epoch, Record, ServiceTime, State};
use gateway_free_tier::store::{DynamoDbStore, QuotaStore as _};
use peer::{Peer, ok};
use serde_json::{Value, json};
use tests::app::{RuntimeApi, event};

/// One environment at a hundredth of the allowance: ten thousand requests, of which 744 are the controller's.
const VARIABLES: [(&str, &str); 12] = [
    ("GATEWAY_FREE_TIER_MODE", "guarantee"),
    ("GATEWAY_FREE_TIER_TABLE", TABLE),
    ("GATEWAY_FREE_TIER_SHARE", "1"),
    ("GATEWAY_FREE_TIER_CONCURRENCY", "1"),
    ("GATEWAY_FREE_TIER_TIMEOUT", "60"),
    ("AWS_LAMBDA_FUNCTION_NAME", "app"),
    ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
    ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY", "canary-of-the-key"),
    ("AWS_SESSION_TOKEN", "canary-of-the-session"),
    ("AWS_REGION", "eu-central-1"),
    // The lamp is out of reach, and says so.
    ("HOME_ASSISTANT_URL", ""),
];

/// Executes what the engine of the table is asked.
fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// A deployment of one environment, with the table and the control plane that it sees.
struct Deployment {
    server: Server,
    store: DynamoDbStore,
    plane: Peer,
    /// What Lambda says is reserved for the app.
    reserved: Arc<Mutex<Value>>,
    folder: PathBuf,
}

impl Deployment {
    fn new(name: &str) -> Self {
        let server = Server::start();
        wait(create_table(server.url()));
        let store = store(server.url(), "app");
        let reserved = Arc::new(Mutex::new(json!({})));
        let (now, due) = (Arc::clone(&reserved), due());
        let plane = Peer::new(move |_, request| match request.method.as_str() {
            "POST" => vec![ok(counted(due, &serde_json::from_slice(&request.body).unwrap()).to_string())],
            "PUT" => {
                *now.lock().unwrap() = serde_json::from_slice(&request.body).unwrap();
                vec![ok("{}")]
            }
            _ => vec![ok(now.lock().unwrap().to_string())],
        });
        let folder = std::env::temp_dir().join(format!("free-tier-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self { server, store, plane, reserved, folder }
    }

    /// Opens the month, and takes all but so many requests.
    fn leave(&self, requests: u64) {
        self.leave_with(&[], requests);
    }

    fn leave_with(&self, variables: &[(&str, &str)], requests: u64) {
        let variables = [variables, &VARIABLES].concat();
        let settings = GuardSettings::from_variables(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        });
        let budget = settings.unwrap().budget();
        let epoch = epoch();
        wait(async {
            assert!(self.store.open(epoch.month(), &Record::open(&budget)).await.unwrap());
            let amount = Amount { requests: budget.requests - requests, ..Amount::ZERO };
            self.store.grant(epoch, &Ask { amount, ..Ask::default() }).await.unwrap().unwrap();
        });
    }

    fn start(&self) -> RuntimeApi {
        self.start_with(&[])
    }

    fn start_with(&self, variables: &[(&str, &str)]) -> RuntimeApi {
        let plane = self.plane.url("");
        let addresses = [
            ("AWS_ENDPOINT_URL_DYNAMODB", self.server.url()),
            ("AWS_ENDPOINT_URL_LAMBDA", plane.trim_end_matches('/')),
            ("AWS_ENDPOINT_URL_CLOUDWATCH", plane.trim_end_matches('/')),
            ("TMPDIR", self.folder.to_str().unwrap()),
        ];
        RuntimeApi::watched(&[&VARIABLES[..], &addresses, variables].concat())
    }

    fn record(&self) -> Record {
        wait(self.store.record(epoch().month())).unwrap().unwrap()
    }

    /// The orders that Lambda was given: the path, and what is to be reserved.
    fn orders(&self) -> Vec<(String, Value)> {
        let orders = self.plane.requests().into_iter().filter(|request| request.method == "PUT");
        orders.map(|order| (order.path, serde_json::from_slice(&order.body).unwrap())).collect()
    }
}

/// What AWS says of one epoch: a hundred invocations of the app, and eight hundred of another function.
fn counted(epoch: Epoch, question: &Value) -> Value {
    let sum = match (question["MetricName"].as_str(), &question["Dimensions"]) {
        (Some("Invocations"), Value::Null) => 900,
        (Some("Invocations"), _) => 100,
        _ => 2_000,
    };
    let point = json!({"Timestamp": u64::from(epoch.0) * 21_600, "Sum": sum, "Unit": "Count"});
    json!({"Label": question["MetricName"], "Datapoints": [point]})
}

impl Drop for Deployment {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// The latest epoch that AWS has counted in full.
fn due() -> Epoch {
    let mut due = epoch();
    while now() < due.settles_at() {
        due = Epoch(due.0 - 1);
    }
    due
}

fn epoch() -> Epoch {
    now().epoch()
}

fn now() -> ServiceTime {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    ServiceTime(u64::try_from(now.as_millis()).unwrap())
}

fn health(lambda: &RuntimeApi) -> Value {
    lambda.give("health", event("http-v2-health.json"));
    lambda.answer().body
}

#[test]
fn what_is_left_is_spent_and_then_everyone_is_refused_in_their_own_words_and_the_function_is_stopped() {
    let deployment = Deployment::new("spent");
    deployment.leave(600);
    let lambda = deployment.start();
    // The lamp is out of reach, but the directive is carried out as far as the function can.
    let turn_on = || {
        lambda.give("directive", event("alexa-turn-on.json"));
        let directive = lambda.answer();
        assert_eq!(directive.kind, "response");
        directive.body["event"]["payload"]["type"].as_str().unwrap().to_owned()
    };
    assert_eq!(turn_on(), "BRIDGE_UNREACHABLE");
    // 94 % are used: what matters less waits for the next month.
    let refusal = health(&lambda);
    assert_eq!(refusal["statusCode"], 429);
    let seconds: u64 = refusal["headers"]["retry-after"].as_str().unwrap().parse().unwrap();
    assert!((1..=31 * 24 * 60 * 60).contains(&seconds), "until the month's end: {seconds}");
    assert!(refusal["body"].as_str().unwrap().contains("kept for what matters more"), "{refusal}");

    let mut served = 2;
    while turn_on() == "BRIDGE_UNREACHABLE" {
        served += 1;
        assert!(served <= 600, "600 requests were left");
    }
    assert!(served >= 50, "{served}");
    assert_eq!(turn_on(), "RATE_LIMIT_EXCEEDED");
    let refusal = health(&lambda);
    assert!(refusal["body"].as_str().unwrap().contains("the month's budget is used up"), "{refusal}");
    let queue = json!({"Records": [{"messageId": "1", "eventSource": "aws:sqs", "body": "{}"}]});
    lambda.give("queue", queue.to_string());
    let queue = lambda.answer();
    assert_eq!((queue.kind.as_str(), queue.body), ("response", Value::Null), "an error would bring it back");

    let record = deployment.record();
    assert_eq!(record.state(), State::Stopped);
    assert!(record.avail().requests >= 0, "{record:?}");
    let path = "/2017-10-31/functions/app/concurrency".to_owned();
    let stop = (path, json!({"ReservedConcurrentExecutions": 0}));
    assert!(deployment.orders().contains(&stop), "{:?}", deployment.orders());
    let log = lambda.end();
    assert!(!log.contains("canary"), "a key of AWS's is in the log");
    for told in ["an operation was left out", "an invocation was refused", "the month's budget is used up"] {
        assert!(log.contains(told), "{told}: {log}");
    }
}

#[test]
fn an_environment_that_ends_gives_back_what_it_has_not_spent() {
    let deployment = Deployment::new("ended");
    // Leases of a small budget are small, and nobody misses what is left of them.
    let whole = [("GATEWAY_FREE_TIER_SHARE", "100"), ("GATEWAY_FREE_TIER_CONCURRENCY", "10")];
    deployment.leave_with(&whole, 120_000);
    let mut lambda = deployment.start_with(&whole);
    for _ in 0..100 {
        assert_eq!(health(&lambda)["statusCode"], 200);
    }
    let before = deployment.record().avail().requests;
    lambda.signal("TERM");
    lambda.ended();
    let after = deployment.record().avail().requests;
    assert!(before < after && after <= 119_900, "{before}, then {after}");
}

/// The process is killed, and the next one of the same sandbox goes on with its lease.
#[test]
fn a_lease_outlives_its_process() {
    let deployment = Deployment::new("killed");
    deployment.leave(9_000);
    let lambda = deployment.start();
    for _ in 0..50 {
        assert_eq!(health(&lambda)["statusCode"], 200);
    }
    let leased = deployment.record().avail().requests;
    lambda.end();
    let lambda = deployment.start();
    assert_eq!(health(&lambda)["statusCode"], 200);
    assert_eq!(deployment.record().avail().requests, leased, "nothing more was asked for");
}

/// The same program, called once an hour by a schedule.
#[test]
fn the_controller_settles_what_is_due_and_lets_in_again() {
    let (month, due) = (epoch().month(), due());
    if due.month() != month {
        // In the first hours of a month nothing of it is due.
        return;
    }
    let deployment = Deployment::new("controlled");
    wait(async {
        let store = &deployment.store;
        assert!(store.open(month, &Record::open(&Amount { requests: 4_900, ..Amount::ALWAYS_FREE })).await.unwrap());
        let amount = Amount { requests: 4_800, ..Amount::ZERO };
        store.grant(due, &Ask { amount, ..Ask::default() }).await.unwrap().unwrap();
        assert!(store.set_state(month, State::Open, State::Stopped).await.unwrap());
    });
    *deployment.reserved.lock().unwrap() = json!({"ReservedConcurrentExecutions": 0});
    let lambda = deployment.start_with(&[
        ("GATEWAY_MODE", "free-tier-controller"),
        ("GATEWAY_FREE_TIER_FUNCTIONS", "app:128:3"),
        ("GATEWAY_FREE_TIER_CONCURRENCY", "3"),
        ("AWS_LAMBDA_FUNCTION_NAME", "controller"),
        ("GATEWAY_FREE_TIER_DEPLOYMENT", "app"),
    ]);
    let hour = || {
        lambda.give("hour", r#"{"source": "aws.events"}"#);
        let answer = lambda.answer();
        assert_eq!(answer.kind, "response", "{}", answer.body);
        answer.body
    };
    let hours: Vec<_> = (0..4).map(|_| hour()).collect();
    assert!(hours[0]["epochs"].as_u64().unwrap() >= 1, "{hours:?}");
    assert!(hours[1..].iter().all(|hour| hour["epochs"] == 0), "settled once: {hours:?}");
    let concurrency: Vec<_> = hours.iter().map(|hour| &hour["concurrency"]).collect();
    assert_eq!(concurrency, [1, 2, 3, 3]);
    let ordered = deployment.orders().into_iter().map(|(_, order)| order["ReservedConcurrentExecutions"].clone());
    assert_eq!(ordered.collect::<Vec<_>>(), [1, 2, 3], "and then it is as it was deployed");

    let record = deployment.record();
    assert_eq!((record.state(), record.closed()), (State::Open, Some(due)));
    // What the other function used is of the part that this deployment leaves to others.
    assert_eq!(record.avail().requests, 4_900 - 100);
}

#[test]
fn a_guarantee_that_cannot_be_kept_is_a_failed_start_that_says_what_to_set() {
    let lambda = RuntimeApi::start(&[("GATEWAY_FREE_TIER_MODE", "guarantee"), ("AWS_LAMBDA_FUNCTION_NAME", "app")]);
    let answer = lambda.answer();
    assert_eq!(answer.kind, "init");
    let message = answer.body["errorMessage"].as_str().unwrap();
    assert!(message.contains("GATEWAY_FREE_TIER_STORE=dynamodb"), "{message}");
}

/// The documents that are among the lines of a log.
fn documents(log: &str) -> Vec<Value> {
    let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.filter(|line| line.get("_aws").is_some()).collect()
}

/// Written after the first invocation, then once a minute, and at the end: the hours of all that is in it are the account's.
#[test]
fn what_is_left_is_measured_in_at_most_ten_series() {
    let deployment = Deployment::new("measured");
    deployment.leave(8_300);
    let mut lambda = deployment.start();
    for _ in 0..50 {
        assert_eq!(health(&lambda)["statusCode"], 200);
    }
    lambda.signal("TERM");
    lambda.ended();
    let documents = documents(&lambda.end());
    let times: Vec<_> = documents.iter().map(|document| document["_aws"]["Timestamp"].as_u64().unwrap()).collect();
    let [regular @ .., _at_the_end] = &times[..] else { panic!("nothing is measured") };
    assert!(!regular.is_empty() && regular.windows(2).all(|pair| pair[1] - pair[0] >= 60_000), "{times:?}");

    let mut measured = BTreeSet::new();
    for document in &documents {
        let [directive] = &document["_aws"]["CloudWatchMetrics"].as_array().unwrap()[..] else { panic!("{document}") };
        assert_eq!((&directive["Namespace"], &directive["Dimensions"]), (&json!("Gateway"), &json!([[]])));
        let metrics = directive["Metrics"].as_array().unwrap().iter();
        measured.extend(metrics.map(|metric| format!("Gateway/{}", metric["Name"].as_str().unwrap())));
    }
    for name in ["budget_requests_pct", "budget_gbs_pct", "refused", "leaked_pct", "init_ms"] {
        assert!(measured.contains(&format!("Gateway/{name}")), "{name}: {measured:?}");
    }
    assert!(measured.len() <= 10, "{measured:?}");
    // Nine tenths are left at first of what is not the controller's, and the environment leases some of that.
    let used = &documents[0]["budget_requests_pct"];
    let used = used.as_f64().or_else(|| used[0].as_f64()).unwrap();
    assert!((9.0..20.0).contains(&used), "{used}");
    // A second program that asks for what is in the table is told that it is.
    let (series, hour) = (Vec::from_iter(measured), times[0] / 3_600_000);
    let leased = wait(deployment.store.lease_series(hour, &series, &[], 0)).unwrap();
    let same_hour = times.iter().all(|time| time / 3_600_000 == hour);
    assert!(!same_hour || leased.iter().all(|leased| *leased), "{series:?} {leased:?}");
}
