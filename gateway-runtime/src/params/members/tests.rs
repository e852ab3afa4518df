use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::{Members, Object, SyntaxError, string_end};

fn split(text: &str) -> Result<Vec<(String, &str)>, SyntaxError> {
    let mut members = Members::of(Object::whole(text));
    let mut found = Vec::new();
    while let Some((key, raw)) = members.next()? {
        found.push((key.into_owned(), raw.text()));
    }
    Ok(found)
}

#[test]
fn pieces_keep_their_text() {
    let found = split("\t{ \"a\" : 1 ,\"b\":[{\"c\":\"]}\"}], \"\\u0064\": \"x\\\"y\" } \n").unwrap();
    let expected = [("a", "1"), ("b", "[{\"c\":\"]}\"}]"), ("d", "\"x\\\"y\"")];
    assert_eq!(found, expected.map(|(key, raw)| (key.to_owned(), raw)));
    assert_eq!(split("{}").unwrap(), []);
}

#[test]
fn says_what_was_expected_and_where() {
    let cases = [
        ("", "an object", 0),
        ("[]", "an object", 0),
        ("{", "`,` or `}`", 1),
        ("{,}", "a name in quotes", 1),
        ("{\"a\"}", "`:`", 4),
        ("{\"a\":}", "a value", 5),
        ("{\"a\":1,}", "a name in quotes", 7),
        ("{\"a\":1 \"b\":2}", "`,` or `}`", 7),
        ("{\"a\":\"x", "a character of a string", 7),
        ("{\"a\":\"x\\", "a character of a string", 8),
        ("{\"a\n\":1}", "a character of a string", 3),
        ("{\"a\":[1", "a closing bracket", 7),
        ("{} x", "the end of the text", 3),
        ("{\"\\x\":1}", "a name with valid escapes", 1),
    ];
    for (text, expected, offset) in cases {
        assert_eq!(split(text), Err(SyntaxError { expected, offset }), "{text}");
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

#[test]
fn an_object_that_is_the_last_member_ends_with_the_whole() {
    let read = |text| {
        let mut members = Members::of(Object::last_member(text));
        while members.next()?.is_some() {}
        Ok(())
    };
    assert_eq!(read("{\"a\":1} } "), Ok(()));
    for (text, expected, offset) in [
        ("{}", "the end of the request", 2),
        ("{},\"params\":{}}", "the end of the request", 2),
        ("{}}}", "the end of the text", 3),
    ] {
        assert_eq!(read(text), Err(SyntaxError { expected, offset }), "{text}");
    }
}

#[test]
fn a_string_ends_where_a_walk_by_bytes_says() {
    fn walk(bytes: &[u8]) -> Result<(usize, bool), usize> {
        let (mut at, mut escaped) = (0, false);
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => return Ok((at + 1, escaped)),
                b'\\' => (at, escaped) = (at + 2, true),
                0x20.. => at += 1,
                _ => return Err(at),
            }
        }
        Err(bytes.len())
    }
    // Every byte value at every place of a chunk, before and after its neighbours of one more and one less.
    for byte in 0..=u8::MAX {
        for place in 0..20 {
            for filler in [b' ', b'!', b'#', b'[', b']', 0x7f, 0x80, 0xff] {
                let mut bytes = [filler; 24];
                bytes[place] = byte;
                bytes[23] = b'"';
                assert_eq!(string_end(&bytes, 0), walk(&bytes), "{byte:#x} at {place} among {filler:#x}");
            }
        }
    }
}

proptest! {
    #[test]
    fn agrees_with_serde_json(map in prop::collection::btree_map(any::<String>(), value(), 0..6), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&map) } else { serde_json::to_string(&map) }.unwrap();
        let found: BTreeMap<String, Value> = split(&text)
            .unwrap()
            .into_iter()
            .map(|(key, raw)| (key, serde_json::from_str(raw).unwrap()))
            .collect();
        // Parsed again, as a float may change its last digit on the way through text.
        prop_assert_eq!(found, serde_json::from_str::<BTreeMap<String, Value>>(&text).unwrap());
    }

    #[test]
    fn never_panics_and_never_accepts_what_serde_json_refuses(text in "[\\[\\]{}:,\"\\\\ a1tn\u{e9}\u{0}]{0,24}") {
        if let Ok(members) = split(&text) {
            let pieces_are_json = members.iter().all(|(_, raw)| serde_json::from_str::<Value>(raw).is_ok());
            prop_assert_eq!(pieces_are_json, serde_json::from_str::<Value>(&text).is_ok());
        } else {
            prop_assert!(serde_json::from_str::<serde_json::Map<String, Value>>(&text).is_err());
        }
    }
}
