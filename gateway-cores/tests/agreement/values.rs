//! What parameters are drawn from.

use std::time::Duration;

use gateway_cores::logging::{Fields, LogLevel};
use proptest::prelude::*;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

pub(crate) fn config() -> ProptestConfig {
    // Each case is five calls from as many states, and the states of a test are never freed.
    ProptestConfig::with_cases(64)
}

/// Text with everything in it that a writer or a parser can get wrong.
pub(crate) fn text() -> impl Strategy<Value = String> + Clone {
    const ESCAPED: &[char] = &['"', '\\', '\0'];
    const NASTY: &[char] =
        &['/', '\u{1}', '\n', '\r', '\t', '\u{1f}', '\u{7f}', '\u{2028}', 'é', '\u{ffff}', '😀', 'n', 'u'];
    let c = prop_oneof![prop::sample::select(ESCAPED), prop::sample::select(NASTY)];
    prop_oneof![1 => "\\PC{0,8}", 2 => prop::collection::vec(c, 0..8).prop_map(String::from_iter)]
}

/// A key under which something may be stored already.
pub(crate) fn known_key() -> impl Strategy<Value = String> + Clone {
    prop::sample::select(vec!["a", "b", "user:1", "user:2", "a/b-c.d_e"]).prop_map(str::to_owned)
}

pub(crate) fn key() -> impl Strategy<Value = String> + Clone {
    prop_oneof![3 => known_key(), 1 => "[A-Za-z0-9_:./-]{1,9}", 1 => text(), 1 => Just("k".repeat(256))]
}

pub(crate) fn pattern() -> impl Strategy<Value = String> {
    prop_oneof!["[ab?*]{0,4}", Just("user:?".to_owned()), known_key(), text()]
}

/// Any JSON value, two levels deep.
pub(crate) fn json() -> impl Strategy<Value = Value> + Clone {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
        // JSON inside a string, where secrets are looked for too.
        text().prop_map(|text| json!({ "token": text, "n": 1 }).to_string().into()),
    ];
    scalar.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            members(inner).prop_map(Value::from)
        ]
    })
}

/// An optional value: what is `null` is no value to a call by name.
pub(crate) fn maybe_json() -> impl Strategy<Value = Option<Value>> {
    json().prop_map(|value| Some(value).filter(|value| !value.is_null()))
}

pub(crate) fn fields() -> impl Strategy<Value = Fields> {
    members(json()).prop_map(Fields::from)
}

fn members(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::btree_map(name(), value, 0..3).prop_map(Map::from_iter)
}

/// The name of a member: one that clashes with the logger's, that of a secret, or any text.
pub(crate) fn name() -> impl Strategy<Value = String> {
    let known = vec!["level", "location", "request", "exception", "password", "api-key", "a", "b"];
    prop_oneof![text(), prop::sample::select(known).prop_map(str::to_owned)]
}

/// Any level, and half of the time the one at which every line is written.
pub(crate) fn level() -> impl Strategy<Value = LogLevel> {
    prop_oneof![Just(LogLevel::Trace), prop::sample::select(&LogLevel::ALL[..])]
}

/// Environment variables that set something, or nothing, or what cannot be read.
pub(crate) fn variables() -> impl Strategy<Value = Vec<(String, String)>> {
    let names =
        vec!["GATEWAY_CACHE_BYTES", "GATEWAY_CACHE_BITES", "LOG_LEVEL", "GATEWAY_PRESET", "GATEWAY_SERVICE_NAME"];
    let value = prop_oneof![text(), Just("1000".to_owned()), Just("debug".to_owned()), Just("minimum".to_owned())];
    prop::collection::vec((prop::sample::select(names).prop_map(str::to_owned), value), 0..4)
}

/// A duration and one of the ways in which JSON writes it.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    written: Value,
    pub(crate) lasts: Duration,
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.written.serialize(serializer)
    }
}

pub(crate) fn span() -> impl Strategy<Value = Span> {
    let number = prop_oneof![0..3_u32, any::<u32>()];
    prop_oneof![
        number.clone().prop_map(|n| Span { written: json!(n), lasts: Duration::from_secs(n.into()) }),
        any::<u16>().prop_map(|n| Span {
            written: json!(f64::from(n) / 8.0),
            lasts: Duration::from_millis(u64::from(n) * 125)
        }),
        (
            number,
            prop::sample::select(vec![("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)])
        )
            .prop_map(|(n, (unit, milliseconds))| Span {
                written: json!(format!("{n}{unit}")),
                lasts: Duration::from_millis(u64::from(n) * milliseconds),
            }),
    ]
}

/// The same JSON with everything beyond ASCII escaped: such a character stands in strings only.
pub(crate) fn in_ascii(json: &str) -> String {
    let mut text = String::new();
    for c in json.chars() {
        if c.is_ascii() {
            text.push(c);
        } else {
            text.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text
}

/// Puts in the place of every instant and every UUID that it is one: no two calls make the same.
pub(crate) fn shapes(value: Value) -> Value {
    match value {
        Value::String(text) => match Uuid::try_parse(&text) {
            Ok(uuid) => json!({ "uuid": uuid.get_version_num(), "length": text.len() }),
            Err(_) if OffsetDateTime::parse(&text, &Rfc3339).is_ok() => json!({ "instant": text.len() }),
            Err(_) => Value::String(text),
        },
        Value::Array(items) => items.into_iter().map(shapes).collect(),
        Value::Object(members) => members.into_iter().map(|(name, value)| (name, shapes(value))).collect(),
        scalar => scalar,
    }
}
