//! The members of one line, written as they come.

use serde::Serialize;
use serde_json::Value;

use crate::redact::{REDACTED, Redacted, is_secret_key, masked_text};

/// What most lines have room in.
const CAPACITY: usize = 1_024;

/// An object of JSON that grows by its members.
///
/// A serializer writes a line byte by byte, as each quote and comma is a write of its own. Here a text that needs no
/// escape, as most do, is copied whole.
pub(super) struct Members(Vec<u8>);

impl Members {
    pub(super) fn new() -> Self {
        let mut bytes = Vec::with_capacity(CAPACITY);
        bytes.push(b'{');
        Self(bytes)
    }

    /// Closes the object, and the line.
    pub(super) fn end(self) -> Vec<u8> {
        let mut bytes = self.0;
        bytes.extend_from_slice(b"}\n");
        bytes
    }

    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        self.string(text);
    }

    pub(super) fn optional_text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    pub(super) fn json(&mut self, key: &str, value: &impl Serialize) {
        self.key(key);
        self.value(value);
    }

    pub(super) fn optional(&mut self, key: &str, value: Option<impl Serialize>) {
        if let Some(value) = value {
            self.json(key, &value);
        }
    }

    /// A value without its secrets, or masked if its key names one.
    pub(super) fn redacted(&mut self, key: &str, value: &Value) {
        self.key(key);
        match value {
            Value::Null => self.value(value),
            _ if is_secret_key(key) => self.string(REDACTED),
            Value::String(text) => match masked_text(text) {
                Some(masked) => self.string(&masked),
                None => self.string(text),
            },
            other => self.value(&Redacted(other)),
        }
    }

    fn key(&mut self, key: &str) {
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        self.string(key);
        self.0.push(b':');
    }

    fn string(&mut self, text: &str) {
        if text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
            self.value(text);
        } else {
            self.0.push(b'"');
            self.0.extend_from_slice(text.as_bytes());
            self.0.push(b'"');
        }
    }

    fn value(&mut self, value: &(impl Serialize + ?Sized)) {
        serde_json::to_writer(&mut self.0, value)
            .expect("texts, numbers and JSON values can always be written as JSON");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::Members;

    proptest! {
        #[test]
        fn any_members_are_one_object_on_one_line(text: String, key: String, number: i64) {
            let mut members = Members::new();
            members.text("text", &text);
            members.json("n", &number);
            members.text(&format!("a{key}"), &text);
            let bytes = members.end();
            let first_end = bytes.iter().position(|byte| *byte == b'\n');
            prop_assert_eq!(first_end, Some(bytes.len() - 1));
            let read: Value = serde_json::from_slice(&bytes).unwrap();
            prop_assert_eq!(read, json!({"text": text, "n": number, format!("a{key}"): text}));
        }
    }
}
