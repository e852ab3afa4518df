//! What answers directives: always the same, as Home Assistant would. And as DynamoDB would, what asks for a grant.
//!
//! It prints a line of JSON: its `url`, and with the argument `tls` the `root` to trust. It lives as long as its standard
//! input.

use std::io::{Read as _, stdin};

use peer::certificates::Authority;
use peer::{Peer, Received, answer};
use serde_json::json;

const ANSWER: &str = include_str!("../../events/answer.json");

/// Source: Home Assistant 2024.3.
const HEADERS: &[(&str, &str)] = &[
    ("content-type", "application/json"),
    ("date", "Fri, 13 Mar 2026 12:34:56 GMT"),
    ("server", "Python/3.12 aiohttp/3.9.3"),
];

/// A budget that has just begun.
const GRANTED: &str = r#"{"Attributes": {"pk": {"S": "q#app#2026-03"}, "st": {"S": "open"}, "avail_r": {"N": "998000"},
    "avail_g": {"N": "408000000000"}, "avail_l": {"N": "4990000000"}, "avail_c": {"N": "999000"}}}"#;

fn main() {
    let steps = |_: usize, request: &Received| match request.header("x-amz-target") {
        Some(_) => vec![answer("200 OK", &[("content-type", "application/x-amz-json-1.0")], GRANTED)],
        None => vec![answer("200 OK", HEADERS, ANSWER.trim_end())],
    };
    let (home, root) = if std::env::args().nth(1).as_deref() == Some("tls") {
        let authority = Authority::new();
        (Peer::tls(authority.issue(&["127.0.0.1"]).server(), steps), Some(authority.pem()))
    } else {
        (Peer::new(steps), None)
    };
    println!("{}", json!({"url": home.url(""), "root": root}));
    // Whoever started it closes it, if only by ending.
    drop(stdin().read_to_end(&mut Vec::new()));
}
