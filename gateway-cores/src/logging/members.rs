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
        if is_plain(text.as_bytes()) {
            self.0.push(b'"');
            self.0.extend_from_slice(text.as_bytes());
            self.0.push(b'"');
        } else {
            self.value(text);
        }
    }

    fn value(&mut self, value: &(impl Serialize + ?Sized)) {
        serde_json::to_writer(&mut self.0, value)
            .expect("texts, numbers and JSON values can always be written as JSON");
    }
}

/// Whether a text stands in JSON as it is: without control characters, quotes and backslashes
/// ([RFC 8259, section 7](https://www.rfc-editor.org/rfc/rfc8259#section-7)). Eight bytes are looked at together.
fn is_plain(text: &[u8]) -> bool {
    let (words, rest) = text.as_chunks();
    words.iter().all(|word| !has_special(u64::from_ne_bytes(*word)))
        && rest.iter().all(|byte| !matches!(byte, 0..b' ' | b'"' | b'\\'))
}

/// Whether one of eight bytes needs an escape. What borrows from the byte above it was one itself, so a wrong answer about
/// that one changes nothing.
fn has_special(word: u64) -> bool {
    const EACH: u64 = u64::MAX / 0xff;
    let is_below = |bytes: u64, limit: u8| bytes.wrapping_sub(EACH * u64::from(limit)) & !bytes;
    let is = |byte: u8| is_below(word ^ (EACH * u64::from(byte)), 1);
    (is_below(word, b' ') | is(b'"') | is(b'\\')) & (EACH * 0x80) != 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{Members, is_plain};

    #[test]
    fn a_byte_that_needs_an_escape_is_seen_at_any_place() {
        for byte in 0..=u8::MAX {
            for place in 0..19 {
                for filler in [b'a', b' ', b'!', b'#', b'[', b']', 0x7f, 0x80, 0xff] {
                    let mut text = [filler; 19];
                    text[place] = byte;
                    let needs = byte < b' ' || byte == b'"' || byte == b'\\';
                    assert_eq!(is_plain(&text), !needs, "{byte} at {place} among {filler}");
                }
            }
        }
    }

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
