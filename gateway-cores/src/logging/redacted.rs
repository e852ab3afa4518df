//! Secrets never reach the sink: a value whose key names one is masked, at any depth.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value};

use crate::redact::{REDACTED, is_secret_key};

/// A value that serialises without its secrets. Nothing is copied.
pub(super) struct Redacted<'a>(pub(super) &'a Value);

impl Serialize for Redacted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(members) => RedactedMembers(members).serialize(serializer),
            Value::Array(items) => {
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    seq.serialize_element(&Redacted(item))?;
                }
                seq.end()
            }
            plain => plain.serialize(serializer),
        }
    }
}

/// The members of an object, without their secrets.
pub(super) struct RedactedMembers<'a>(pub(super) &'a Map<String, Value>);

impl Serialize for RedactedMembers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in self.0 {
            redacted_entry(&mut map, key, value)?;
        }
        map.end()
    }
}

/// Writes one member of an object, masked if its key names a secret.
pub(super) fn redacted_entry<M: SerializeMap>(map: &mut M, key: &str, value: &Value) -> Result<(), M::Error> {
    if is_secret_key(key) && !value.is_null() {
        map.serialize_entry(key, REDACTED)
    } else {
        map.serialize_entry(key, &Redacted(value))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn redacted(value: &Value) -> Value {
        serde_json::to_value(Redacted(value)).unwrap()
    }

    #[test]
    fn a_secret_is_masked_whatever_its_type_and_null_stays_null() {
        assert_eq!(
            redacted(&json!({"token": {"type": "Bearer", "value": "abc"}, "pwd": 7, "secret": null, "n": [1, "x"]})),
            json!({"token": REDACTED, "pwd": REDACTED, "secret": null, "n": [1, "x"]}),
        );
    }

    /// Wraps `core` in arrays and objects, one for each element of `path`.
    fn bury(core: Value, path: &[Option<String>]) -> Value {
        path.iter().fold(core, |inner, step| match step {
            None => json!([0, inner]),
            Some(key) => json!({ key.as_str(): inner, "other": true }),
        })
    }

    proptest! {
        #[test]
        fn a_secret_is_found_at_any_depth(
            path in prop::collection::vec(prop::option::of("[a-z]{0,6}"), 0..40),
            key in prop::sample::select(vec!["password", "ApiKey", "refresh_token", "set-cookie"]),
        ) {
            let text = serde_json::to_string(&Redacted(&bury(json!({ key: "hunter2" }), &path))).unwrap();
            prop_assert!(!text.contains("hunter2"));
            prop_assert!(text.contains(REDACTED));
        }
    }
}
