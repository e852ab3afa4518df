//! One JSON value in the many ways that it can be written.

use proptest::prelude::*;
use proptest::test_runner::TestRng;
use serde_json::Value;

/// Text with everything in it that a parser can get wrong.
pub(crate) fn text() -> impl Strategy<Value = String> {
    const NASTY: [char; 16] = [
        '"',
        '\\',
        '/',
        '\0',
        '\u{1}',
        '\u{8}',
        '\n',
        '\r',
        '\t',
        '\u{1f}',
        '\u{7f}',
        '\u{2028}',
        'é',
        '\u{ffff}',
        '\u{1d11e}',
        '😀',
    ];
    prop_oneof![
        any::<String>(),
        prop::collection::vec(prop::sample::select(&NASTY[..]), 0..10).prop_map(String::from_iter)
    ]
}

/// Writes objects with their members in any order, with space anywhere, and with characters escaped or not.
pub(crate) struct Writer(pub(crate) TestRng);

impl Writer {
    /// The text of one object. A member without a value is left out.
    pub(crate) fn object(&mut self, members: &[(&str, Option<String>)]) -> String {
        let mut members: Vec<_> = members.iter().filter_map(|(key, raw)| Some((*key, raw.as_deref()?))).collect();
        for end in (1..members.len()).rev() {
            members.swap(end, self.below(end + 1));
        }
        let mut text = String::new();
        self.space(&mut text);
        text.push('{');
        for (index, (key, raw)) in members.into_iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            self.space(&mut text);
            self.string(key, &mut text);
            self.space(&mut text);
            text.push(':');
            self.space(&mut text);
            text.push_str(raw);
            self.space(&mut text);
        }
        self.space(&mut text);
        text.push('}');
        self.space(&mut text);
        text
    }

    /// The text of any value.
    pub(crate) fn value(&mut self, value: &Value) -> String {
        let mut text = String::new();
        match value {
            Value::String(string) => self.string(string, &mut text),
            Value::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| self.value(item)).collect();
                text = format!("[{}]", items.join(","));
            }
            Value::Object(map) => {
                let members: Vec<_> = map.iter().map(|(key, value)| (key.as_str(), Some(self.value(value)))).collect();
                text = self.object(&members);
            }
            scalar => text = scalar.to_string(),
        }
        text
    }

    fn string(&mut self, string: &str, into: &mut String) {
        into.push('"');
        for c in string.chars() {
            let short = match c {
                '"' => Some('"'),
                '\\' => Some('\\'),
                '/' => Some('/'),
                '\u{8}' => Some('b'),
                '\u{c}' => Some('f'),
                '\n' => Some('n'),
                '\r' => Some('r'),
                '\t' => Some('t'),
                _ => None,
            };
            let must = matches!(c, '"' | '\\' | '\0'..='\u{1f}');
            if !must && self.below(4) > 0 {
                into.push(c);
            } else if let (Some(short), true) = (short, self.below(2) > 0) {
                into.extend(['\\', short]);
            } else {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    into.extend([format!("\\u{unit:04x}")]);
                }
            }
        }
        into.push('"');
    }

    fn space(&mut self, into: &mut String) {
        for _ in 0..self.below(3) {
            into.push([' ', '\n', '\t', '\r'][self.below(4)]);
        }
    }

    fn below(&mut self, end: usize) -> usize {
        (self.0.next_u32() as usize) % end
    }
}
