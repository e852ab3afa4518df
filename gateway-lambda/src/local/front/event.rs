//! The event that a Function URL makes of a request: payload format 2.0.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use http::request::Parts;
use http::{HeaderMap, HeaderName, header};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::local::invocation::Invocation;

/// About one connection, so nothing that is handed on: RFC 9110, section 7.6.1.
const HOP_BY_HOP: [HeaderName; 6] = [
    header::CONNECTION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    HeaderName::from_static("keep-alive"),
];

pub(super) fn of(head: &Parts, body: &[u8], peer: SocketAddr, invocation: &Invocation) -> Value {
    let now = SystemTime::now();
    let path = head.uri.path();
    let query = head.uri.query().unwrap_or_default();
    let mut headers = joined(&head.headers);
    let domain = head.uri.host().or_else(|| headers.get("host").map(String::as_str)).unwrap_or("localhost");
    let domain = domain.rsplit_once(':').map_or(domain, |(name, _)| name).to_owned();
    let port = headers.get("host").and_then(|host| host.rsplit_once(':')).map_or("80", |(_, port)| port).to_owned();
    let trace_id = String::from_utf8_lossy(invocation.trace_id.as_bytes()).into_owned();
    for (name, value) in [
        ("x-amzn-trace-id", trace_id),
        ("x-forwarded-for", peer.ip().to_string()),
        ("x-forwarded-port", port),
        ("x-forwarded-proto", "http".to_owned()),
    ] {
        headers.insert(name.to_owned(), value);
    }

    let mut event = json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "requestContext": {
            "accountId": "anonymous",
            "apiId": "local",
            "domainName": domain,
            "domainPrefix": domain.split('.').next(),
            "http": {
                "method": head.method.as_str(),
                "path": path,
                "protocol": format!("{:?}", head.version),
                "sourceIp": peer.ip().to_string(),
                "userAgent": headers.get("user-agent"),
            },
            "requestId": invocation.request_id,
            "routeKey": "$default",
            "stage": "$default",
            "time": clf(now),
            "timeEpoch": now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_millis()),
        },
        "isBase64Encoded": false,
    });
    let cookies = cookies(&head.headers);
    if !cookies.is_empty() {
        event["cookies"] = json!(cookies);
    }
    let parameters = parameters(query);
    if !parameters.is_empty() {
        event["queryStringParameters"] = json!(parameters);
    }
    if !body.is_empty() {
        if let Some(text) = std::str::from_utf8(body).ok().filter(|_| is_text(&head.headers)) {
            event["body"] = json!(text);
        } else {
            event["body"] = json!(BASE64.encode(body));
            event["isBase64Encoded"] = json!(true);
        }
    }
    event["headers"] = json!(headers);
    event
}

/// Names in lower case, values of one name joined by commas; cookies stand elsewhere.
fn joined(headers: &HeaderMap) -> BTreeMap<String, String> {
    let mut joined = BTreeMap::new();
    for name in headers.keys().filter(|name| **name != header::COOKIE && !HOP_BY_HOP.contains(name)) {
        let values: Vec<_> =
            headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        joined.insert(name.as_str().to_owned(), values.join(","));
    }
    joined
}

fn cookies(headers: &HeaderMap) -> Vec<String> {
    let lines =
        headers.get_all(header::COOKIE).iter().map(|line| String::from_utf8_lossy(line.as_bytes()).into_owned());
    lines
        .flat_map(|line| line.split(';').map(|cookie| cookie.trim().to_owned()).collect::<Vec<_>>())
        .filter(|cookie| !cookie.is_empty())
        .collect()
}

/// Decoded; values of one name joined by commas.
fn parameters(query: &str) -> BTreeMap<String, String> {
    let mut joined = BTreeMap::<String, String>::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        joined
            .entry(name.into_owned())
            .and_modify(|values| {
                values.push(',');
                values.push_str(&value);
            })
            .or_insert_with(|| value.into_owned());
    }
    joined
}

/// Whether the body stands in the event as it is. What has no type, or any other, comes in base64.
fn is_text(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()) else {
        return false;
    };
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind.starts_with("text/")
        || matches!(kind.as_str(), "application/json" | "application/javascript" | "application/xml")
        || kind.ends_with("+json")
        || kind.ends_with("+xml")
}

/// As in the log of a web server: `23/Nov/2026:12:57:05 +0000`.
fn clf(now: SystemTime) -> String {
    let now = OffsetDateTime::from(now);
    let month = now.month().to_string();
    let (hour, minute, second) = now.to_hms();
    format!("{:02}/{}/{}:{hour:02}:{minute:02}:{second:02} +0000", now.day(), &month[..3], now.year())
}
