//! The service as the tutorial runs it, and the answers that the tutorial shows.

use serde_json::{Value, json};
use tests::app::Local;

const PAGE: &str = include_str!("../../../docs/tutorial.md");
const QUEUE: &[u8] = include_bytes!("../events/queue.json");

fn start() -> Local {
    Local::of(env!("CARGO_BIN_EXE_orders"), &[])
}

/// What a reader of the page sees of it is the same, line by line.
fn assert_shown(line: &str) {
    assert!(PAGE.lines().any(|shown| shown == line), "docs/tutorial.md does not show this line:\n{line}");
}

/// The line of the page that begins so.
fn shown(beginning: &str) -> &'static str {
    let mut lines = PAGE.lines().filter(|line| line.starts_with(beginning));
    lines.next().unwrap_or_else(|| panic!("docs/tutorial.md has no line `{beginning}..`"))
}

#[test]
fn a_queue_is_read_and_its_orders_are_shown() {
    let service = start();

    let missing = service.request("GET", "/orders/17", &[], b"");
    assert_eq!(missing.status, 404);
    let mut problem = missing.json();
    let id = problem["correlation_id"].take();
    assert_eq!(id, missing.header("x-amzn-requestid").expect("an id"));
    let mut expected: Value = serde_json::from_str(shown("{\"type\"")).expect("the page shows JSON");
    expected["correlation_id"].take();
    assert_eq!(problem, expected);

    let answer = service.invoke(QUEUE);
    assert_eq!((answer.status, answer.header("x-amz-function-error")), (200, None));
    assert_shown(std::str::from_utf8(&answer.body).expect("an answer is text"));
    let logged = service.stdout.find(|line| line.contains("\"record\":\"b2\""));
    let logged: Value = serde_json::from_str(&logged).expect("a log line is JSON");
    assert_shown(logged["exception"].as_str().expect("it says what is wrong"));

    let order = service.request("GET", "/orders/17", &[], b"");
    assert_eq!((order.status, order.json()), (200, json!({ "item": "tea", "quantity": 2 })));
    assert_shown(std::str::from_utf8(&order.body).expect("an answer is text"));
    assert_eq!(service.request("GET", "/orders/18", &[], b"").status, 404, "the bad record left nothing");
}

#[test]
fn only_triggers_call_an_operation() {
    let service = start();
    let order = br#"{"id": "17", "item": "tea"}"#;
    assert_eq!(service.request("POST", "/orders", &[], order).status, 404);
    assert_eq!(service.request("POST", "/orders/17", &[], order).status, 405);
    let direct = br#"{"interface": "orders", "operation": "place", "params": {"id": "17", "item": "tea"}}"#;
    assert_eq!(service.invoke(direct).header("x-amz-function-error"), Some("Unhandled"));
    assert_eq!(service.request("GET", "/orders/17", &[], b"").status, 404);
}

#[test]
fn the_console_calls_every_operation() {
    let mut service = start();
    let address = service.address().to_string();
    let lines = service.stdout.by_ref().skip_while(String::is_empty).take_while(|line| !line.is_empty());
    let banner: Vec<_> = lines.map(|line| line.replace(&address, "127.0.0.1:9000")).collect();
    assert_eq!(banner.len(), 2, "the console and HTTP: {banner:?}");
    for line in &banner {
        assert_shown(line);
    }

    assert_eq!(service.request("GET", "/_console", &[], b"").status, 200);
    let json = [("content-type", "application/json")];
    let call = json!({ "interface": "orders", "operation": "place", "params": { "id": "17", "item": "tea" } });
    let reply = service.request("POST", "/_console/api/calls", &json, call.to_string().as_bytes());
    assert_eq!(reply.json()["isError"], false, "{reply:?}");
    let order = service.request("GET", "/orders/17", &[], b"");
    assert_eq!(order.json(), json!({ "item": "tea", "quantity": 1 }));
}
