//! What answers directives: always the same, as Home Assistant would.
//!
//! It prints a line of JSON: its `url`, and with the argument `tls` the `root` to trust. It lives as long as its standard
//! input.

use std::io::{Read as _, stdin};

use peer::certificates::Authority;
use peer::{Peer, answer};
use serde_json::json;

const ANSWER: &str = include_str!("../../events/answer.json");

/// Source: Home Assistant 2024.3.
const HEADERS: &[(&str, &str)] = &[
    ("content-type", "application/json"),
    ("date", "Fri, 13 Mar 2026 12:34:56 GMT"),
    ("server", "Python/3.12 aiohttp/3.9.3"),
];

fn main() {
    let steps = |_: usize, _: &_| vec![answer("200 OK", HEADERS, ANSWER.trim_end())];
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
