//! A call by name gives what the typed call gives, however its JSON is written.

use std::time::Duration;

use framework_tests::gateway::*;
use framework_tests::kinds::{Item, Kind, KindsOperation};
use framework_tests::wait;
use gateway_runtime::{Json, Params};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestCaseError, TestRng};
use serde::Serialize;
use serde_json::{Value, json};

use crate::writing::{Writer, text};

/// `operation: (names in strategies) => [members] => typed call;` An absent member is `Value::Null`, which may also be
/// written as such.
macro_rules! agreement {
    ($($operation:ident: ($($value:ident in $strategy:expr),*) => [$($name:literal = $json:expr),*] => $typed:expr;)*) => {
        const TESTED: &[&str] = &[$(stringify!($operation)),*];

        proptest! {
            $(
                #[test]
                fn $operation($($value in $strategy,)* seed: [u8; 32]) {
                    agree(stringify!($operation), &[$(($name, json!($json))),*], &$typed, seed)?;
                }
            )*
        }
    };
}

agreement! {
    texts: (a in text(), b in text(), c in prop::option::of(text()), d in prop::option::of(text()))
        => ["borrowed" = a, "owned" = b, "maybe" = c, "aliased" = d]
        => kinds_texts(&a, b.clone(), c.as_deref(), d.clone());
    numbers: (a in any::<i8>(), b in any::<u64>(), c in any::<i64>(), d in prop::num::f64::NORMAL | prop::num::f64::ZERO, e in any::<bool>(), f in any::<char>())
        => ["small" = a, "large" = b, "wide" = c, "real" = d, "yes" = e, "letter" = f]
        => kinds_numbers(a, b, c.into(), d, e, f);
    bytes: (a in any::<Vec<u8>>(), b in any::<Option<Vec<u8>>>())
        => ["data" = base64(&a), "salt" = b.as_deref().map(base64)]
        => kinds_bytes(&a, b.as_deref());
    spans: (a in span(), b in prop::option::of(span()))
        => ["within" = a.0, "after" = b.as_ref().map(|(written, _)| written.clone())]
        => kinds_spans(a.1, b.as_ref().map(|(_, span)| *span));
    shapes: (
        a in item(),
        b in kind(),
        c in prop::collection::vec(item(), 0..3),
        d in prop::collection::btree_map(text(), any::<i32>(), 0..3),
        e in (any::<u8>(), text())
    )
        => ["item" = a, "kind" = b, "list" = c, "map" = d, "pair" = e]
        => kinds_shapes(a.clone(), b.clone(), c.clone(), d.clone(), e.clone());
    defaults: (
        a in any::<Option<u32>>(),
        b in prop::option::of(text()),
        c in any::<Option<Vec<u8>>>(),
        d in prop::option::of(span()),
        e in kind()
    )
        => [
            "maxItems" = a,
            "order" = b,
            "separator" = c.as_deref().map(base64),
            "within" = d.as_ref().map(|(written, _)| written.clone()),
            "type" = e
        ]
        => kinds_defaults(
            a.unwrap_or(10),
            b.as_deref().unwrap_or("name"),
            c.as_deref().unwrap_or(b"-"),
            d.map_or(Duration::from_secs(3), |(_, span)| span),
            e.clone(),
        );
    nothing: () => [] => kinds_nothing();
    later: (a in text(), b in prop::option::of(text()), c in prop::option::of(text()), d in any::<Vec<u8>>(), e in any::<Option<Vec<u8>>>())
        => ["text" = a, "maybe" = b, "when" = c, "data" = base64(&d), "salt" = e.as_deref().map(base64)]
        => wait(kinds_later(&a, b.as_deref(), c.as_deref().unwrap_or("later"), &d, e.as_deref()));
}

#[test]
fn no_operation_is_left_out() {
    let all: Vec<_> = KindsOperation::ALL.iter().map(|operation| operation.as_str()).collect();
    assert_eq!(TESTED, all);
}

fn agree(
    operation: &str,
    members: &[(&str, Value)],
    typed: &impl Serialize,
    seed: [u8; 32],
) -> Result<(), TestCaseError> {
    let mut writer = Writer(TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    let members: Vec<_> = members
        .iter()
        .enumerate()
        .map(|(index, (name, value))| {
            let is_left_out = value.is_null() && seed[index].is_multiple_of(2);
            (*name, (!is_left_out).then(|| writer.value(value)))
        })
        .collect();
    let params = writer.object(&members);
    let typed = serde_json::to_string(typed).unwrap();
    let agrees = |path: &str, answer: Result<Json, _>| match answer {
        Ok(json) if json.as_str() == typed => Ok(()),
        other => Err(TestCaseError::fail(format!("{path}: {other:?}, typed: {typed}, for {params}"))),
    };
    let by_enum = operation.parse::<KindsOperation>().unwrap();
    agrees("enum", wait(by_enum.execute(params.as_str())))?;
    agrees("bytes", wait(by_enum.execute(params.as_bytes())))?;
    let value: Value = serde_json::from_str(&params).unwrap();
    agrees("owned", wait(execute_operation(GatewayInterface::Kinds, operation, Params::of(&value))))?;
    let [interface, name] = ["kinds", operation].map(|name| writer.value(&json!(name)));
    let request = writer.object(&[
        ("interface", Some(interface)),
        ("operation", Some(name)),
        ("params", (!members.is_empty()).then(|| params.clone())),
    ]);
    agrees("JSON", wait(execute_json(&request)))?;
    let now = try_execute_now(GatewayInterface::Kinds, operation, params.as_str());
    if by_enum.info().asynchronous {
        prop_assert_eq!(now.unwrap_err().code(), "needs_await");
        Ok(())
    } else {
        agrees("now", now)
    }
}

/// RFC 4648, section 4, by the book: the reverse of what the runtime uses a crate for.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, index| bits << 8 | u32::from(chunk.get(index).copied().unwrap_or(0)));
        for index in 0..4 {
            let sextet = (bits >> (18 - 6 * index)) & 63;
            text.push(if index > chunk.len() { '=' } else { char::from(ALPHABET[sextet as usize]) });
        }
    }
    text
}

/// A span of time as it is written in JSON, and as it is.
fn span() -> impl Strategy<Value = (Value, Duration)> {
    let unit = |unit: &'static str, milliseconds: u64| {
        any::<u32>()
            .prop_map(move |n| (json!(format!("{n}{unit}")), Duration::from_millis(u64::from(n) * milliseconds)))
    };
    prop_oneof![
        any::<u32>().prop_map(|n| (json!(n), Duration::from_secs(n.into()))),
        any::<u16>().prop_map(|n| (json!(f64::from(n) / 8.0), Duration::from_millis(u64::from(n) * 125))),
        unit("ms", 1),
        unit("s", 1_000),
        unit("m", 60_000),
        unit("h", 3_600_000),
        unit("d", 86_400_000),
    ]
}

fn item() -> impl Strategy<Value = Item> {
    (text(), any::<Option<u8>>()).prop_map(|(name, size)| Item { name, size })
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![Just(Kind::Plain), any::<u16>().prop_map(Kind::Sized), text().prop_map(|label| Kind::Named { label }),]
}
