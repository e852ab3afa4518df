//! What a store makes of a service in trouble.

use std::time::Duration;

use dynamo_db_tests::{TABLE, client};
use gateway_free_tier::protocol::{Amount, Ask, Balance, Denied, Epoch, Grant, Record, State};
use gateway_free_tier::store::{DynamoDbStore, QuotaStore, StoreError};
use peer::{Peer, Received, Step, answer, ok};
use serde_json::{Value, json};

/// The second of January 2026.
const NOW: Epoch = Epoch(81_820);

fn store(peer: &Peer) -> DynamoDbStore {
    DynamoDbStore::new(client(&peer.url("")), TABLE, "orders").timeout(Duration::from_millis(300))
}

fn requests(requests: u64) -> Amount {
    Amount { requests, ..Amount::ZERO }
}

fn ask() -> Ask {
    Ask { amount: Amount { requests: 4, mb_ms: 512, ..Amount::ZERO }, debt: requests(1), ..Ask::default() }
}

/// The item of a month with one open epoch.
fn item(left: i64, state: &str) -> Value {
    json!({
        "pk": {"S": "q#orders#2026-01"}, "st": {"S": state},
        "avail_r": {"N": left.to_string()}, "avail_g": {"N": "1000"}, "avail_l": {"N": "0"}, "avail_c": {"N": "-3"},
        "e81820_r": {"N": "5"}, "e81820_g": {"N": "512"},
    })
}

fn body(request: &Received) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

fn refused(code: &str, item: Option<Value>) -> Step {
    let mut body = json!({"__type": format!("com.amazonaws.dynamodb.v20120810#{code}"), "message": "no"});
    if let Some(item) = item {
        body["Item"] = item;
    }
    answer("400 Bad Request", &[], body.to_string())
}

#[tokio::test]
async fn a_grant_is_one_conditional_write() {
    let peer = Peer::new(|_, _| vec![ok(json!({"Attributes": item(95, "gliding:7")}).to_string())]);
    let grant = store(&peer).grant(NOW, &ask()).await.unwrap().unwrap();
    let avail = Balance { requests: 95, mb_ms: 1_000, log_bytes: 0, cw_calls: -3 };
    let state = State::Gliding { concurrency: 7 };
    assert_eq!(grant, Grant { epoch: NOW, amount: ask().amount, avail, state, unsettled: NOW, overdue: Amount::ZERO });
    let [request] = &peer.requests()[..] else { panic!("more than one request") };
    assert_eq!(request.header("x-amz-target"), Some("DynamoDB_20120810.UpdateItem"));
    let expected = json!({
        "TableName": "free-tier",
        "Key": {"pk": {"S": "q#orders#2026-01"}},
        "UpdateExpression": "ADD avail_r :3, e81820_r :4, avail_g :6, e81820_g :7",
        "ConditionExpression": "attribute_exists(pk) AND (attribute_not_exists(closed) OR closed < :0) AND st <> :1 \
                                AND avail_r >= :2 AND avail_g >= :5",
        "ExpressionAttributeValues": {
            ":0": {"N": "81820"}, ":1": {"S": "stopped"}, ":2": {"N": "5"}, ":3": {"N": "-5"}, ":4": {"N": "5"},
            ":5": {"N": "512"}, ":6": {"N": "-512"}, ":7": {"N": "512"},
        },
        "ReturnValues": "ALL_NEW",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    });
    assert_eq!(body(request), expected);
}

#[tokio::test]
async fn a_no_says_why() {
    let exhausted =
        |requests| Denied::Exhausted { avail: Balance { requests, mb_ms: 1_000, log_bytes: 0, cw_calls: -3 } };
    let mut closed = item(100, "open");
    closed["closed"] = json!({"N": "81820"});
    for (item, why) in [
        (None, Denied::NotOpen),
        (Some(item(4, "open")), exhausted(4)),
        (Some(item(-1, "gliding:2")), exhausted(-1)),
        (Some(item(100, "stopped")), Denied::Stopped),
        (Some(closed), Denied::EpochClosed),
    ] {
        let peer = Peer::new(move |_, _| vec![refused("ConditionalCheckFailedException", item.clone())]);
        assert_eq!(store(&peer).grant(NOW, &ask()).await.unwrap(), Err(why));
        assert!(!store(&peer).give_back(NOW, &requests(1)).await.unwrap());
        assert!(!store(&peer).set_state(NOW.month(), State::Open, State::Stopped).await.unwrap());
        assert_eq!(peer.requests().len(), 3, "a no is an answer");
    }
    // One whose reason is nowhere in the item is not believed.
    let peer = Peer::new(|_, _| vec![refused("ConditionalCheckFailedException", Some(item(100, "open")))]);
    let error = store(&peer).grant(NOW, &ask()).await.unwrap_err();
    assert_eq!(error.to_string(), "the budget of 2026-01 is damaged");
}

#[tokio::test]
async fn an_answer_that_is_lost_is_not_asked_for_again() {
    let partly = json!({"Attributes": {"pk": {"S": "q#orders#2026-01"}}}).to_string();
    let cases: [(&str, Vec<Step>); 6] = [
        ("closed", vec![Step::Close]),
        ("reset", vec![Step::Reset]),
        ("silent", vec![Step::Hang]),
        ("failed", vec![answer("500 Internal Server Error", &[], r#"{"__type": "InternalServerError"}"#)]),
        ("partly", vec![ok(partly)]),
        ("nothing", vec![ok("")]),
    ];
    for (case, steps) in cases {
        let peer = Peer::new(move |_, _| steps.clone());
        let error = store(&peer).grant(NOW, &ask()).await.unwrap_err();
        assert_eq!(error.denied(), Denied::Unreachable, "{case}");
        assert_eq!(peer.requests().len(), 1, "{case}");
        let returned = store(&peer).give_back(NOW, &requests(1)).await;
        // That it happened is all that is to be known of it.
        assert_eq!(returned.is_ok(), case == "partly", "{case}");
        assert_eq!(peer.requests().len(), 2, "{case}");
    }
}

/// It was cut off before a byte was sent, so it can be made again, over another connection.
#[tokio::test]
async fn a_connection_that_was_closed_in_the_freeze_costs_no_grant() {
    let peer = Peer::new(|_, _| vec![ok(json!({"Attributes": item(95, "open")}).to_string())]);
    let store = store(&peer);
    for made in 1..4 {
        store.grant(NOW, &ask()).await.unwrap().unwrap();
        assert_eq!((peer.requests().len(), peer.connections()), (made, made));
        peer.hang_up();
    }
}

#[tokio::test]
async fn being_asked_too_often_is_told_apart_from_being_away() {
    for code in ["ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"] {
        let peer = Peer::new(move |_, _| vec![refused(code, None)]);
        let error = store(&peer).grant(NOW, &ask()).await.unwrap_err();
        assert!(matches!(error, StoreError::Throttled), "{error}");
        assert_eq!((error.denied(), peer.requests().len()), (Denied::Throttled, 1));
    }
    for code in
        ["ResourceNotFoundException", "AccessDeniedException", "UnrecognizedClientException", "ValidationException"]
    {
        let peer = Peer::new(move |_, _| vec![refused(code, None)]);
        let error = store(&peer).open(NOW.month(), &Record::open(&requests(1))).await.unwrap_err();
        assert_eq!(error.denied(), Denied::Unreachable);
        let told = format!("the table of the budget cannot be used: PutItem is refused: {code} (400)");
        assert_eq!(error.to_string(), told);
    }
}

/// Somebody else's write comes between each read and its write.
#[tokio::test]
async fn a_reconciliation_that_never_comes_to_its_turn_gives_up() {
    let peer = Peer::new(|number, request| {
        let mut item = item(100, "open");
        item["e81820_r"] = json!({"N": (number + 6).to_string()});
        vec![match request.header("x-amz-target") {
            Some("DynamoDB_20120810.GetItem") => ok(json!({"Item": item}).to_string()),
            _ => refused("ConditionalCheckFailedException", Some(item)),
        }]
    });
    let error = store(&peer).reconcile(NOW, &requests(3)).await.unwrap_err();
    assert!(matches!(error, StoreError::Throttled), "{error}");
    let requests = peer.requests();
    assert_eq!(requests.len(), 6, "one read: each no brings the item that it is about");
    for (number, request) in requests.iter().enumerate().skip(1) {
        let values = body(request)["ExpressionAttributeValues"].to_string();
        assert!(values.contains(&format!(r#"{{"N":"{}"}}"#, number + 5)), "{values}");
    }
}

#[tokio::test]
async fn a_reconciliation_that_somebody_else_has_made_is_not_made_again() {
    let peer = Peer::new(|_, request| {
        let mut item = item(100, "open");
        if request.header("x-amz-target") == Some("DynamoDB_20120810.GetItem") {
            return vec![ok(json!({"Item": item}).to_string())];
        }
        for gone in ["e81820_r", "e81820_g"] {
            item.as_object_mut().unwrap().remove(gone);
        }
        item["closed"] = json!({"N": "81820"});
        vec![refused("ConditionalCheckFailedException", Some(item))]
    });
    assert!(!store(&peer).reconcile(NOW, &requests(3)).await.unwrap());
    assert_eq!(peer.requests().len(), 2);
}
