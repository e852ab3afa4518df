//! What is wrong with one parameter.

use std::fmt;

use serde::Serialize;

use super::locate::path_at;
use crate::error::shorten;

/// One bad parameter: where it is, what was expected there and what was found.
///
/// `found` names the kind of the value, never the value: parameters can be secrets.
///
/// ```
/// use gateway_runtime::Problem;
///
/// let problem = Problem::new("items[2].price", "a number", "a string");
/// assert_eq!(problem.to_string(), "`items[2].price`: expected a number, found a string");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    path: String,
    expected: String,
    found: String,
    #[serde(skip)]
    missing: bool,
}

impl Problem {
    /// A problem at a path such as `items[2].price`.
    pub fn new(path: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self { path: path.into(), expected: expected.into(), found: found.into(), missing: false }
    }

    /// A problem with a value that is not there at all.
    fn absent(path: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { missing: true, ..Self::new(path, expected, "nothing") }
    }

    /// The parameter, and the way into it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What would have been accepted.
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// What kind of value was there.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// Whether there was no value at all.
    pub fn is_missing(&self) -> bool {
        self.missing
    }

    /// Puts the parameter's name before the path inside its value.
    pub(crate) fn within(mut self, name: &str) -> Self {
        self.path = match self.path.as_str() {
            "" => name.to_owned(),
            inner if inner.starts_with('[') => format!("{name}{inner}"),
            inner => format!("{name}.{inner}"),
        };
        self
    }

    /// Says what was expected where the value's own type did not.
    pub(crate) fn expecting(mut self, kind: &str) -> Self {
        if self.expected.is_empty() {
            self.expected = if self.path.is_empty() { format!("a valid `{kind}`") } else { "a valid value".to_owned() };
        }
        self
    }

    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "a small error keeps the way of a good argument short")]
    pub(crate) fn missing(expected: &str) -> Box<Self> {
        Box::new(Self::absent("", expected))
    }

    /// Reads serde's own words (the default texts of `serde::de::Error`), without the value that they quote.
    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "a small error keeps the way of a good argument short")]
    pub(crate) fn from_json(raw: &str, error: &serde_json::Error) -> Box<Self> {
        Box::new(Self::read(raw, error))
    }

    fn read(raw: &str, error: &serde_json::Error) -> Self {
        let path = path_at(raw, error.line(), error.column());
        let text = error.to_string();
        let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
        if error.is_syntax() || error.is_eof() {
            // Numbers that do not fit are bad syntax to serde_json, and so is a text in place of an `i128`.
            let is_json = serde_json::from_str::<serde::de::IgnoredAny>(raw).is_ok();
            return if is_json && kind_of_raw(raw) == "a number" {
                Self::new(path, "a number in range", "another number")
            } else if is_json {
                Self::new(path, "", kind_of_raw(raw))
            } else {
                Self::new(path, "JSON", text)
            };
        }
        if let Some(rest) = text.strip_prefix("missing field ") {
            let field = rest.trim_matches('`');
            let path = if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") };
            return Self::absent(path, "a value");
        }
        if let Some(rest) = text.strip_prefix("duplicate field ") {
            return Self::new(path, format!("{rest} once"), "it twice");
        }
        // A field's name is told; a variant's name is the value itself.
        for (prefix, kind) in [("unknown field ", "field"), ("unknown variant ", "variant")] {
            if let Some((name, expected)) = text.strip_prefix(prefix).and_then(|rest| rest.split_once("`, ")) {
                let expected = expected.rsplit_once("expected ").map_or(expected, |(_, expected)| expected);
                let found = match kind {
                    "field" => format!("the unknown field `{}`", shorten(name.trim_start_matches('`'))),
                    _ => "an unknown variant".to_owned(),
                };
                return Self::new(path, expected, found);
            }
        }
        for prefix in ["invalid type: ", "invalid value: ", "invalid length "] {
            if let Some((found, expected)) = text.strip_prefix(prefix).and_then(|rest| rest.rsplit_once(", expected "))
            {
                let found =
                    if prefix == "invalid length " { format!("length {found}") } else { kind_of(found).to_owned() };
                let found = if prefix == "invalid value: " { format!("{found} out of range") } else { found };
                return Self::new(path, expected, found);
            }
        }
        // A type's own words may quote the value: they are not passed on.
        Self::new(path, "", kind_of_raw(raw))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_missing() {
            return write!(f, "`{}` is missing: expected {}", self.path, self.expected);
        }
        write!(f, "`{}`: expected {}, found {}", self.path, self.expected, self.found)
    }
}

/// serde's `Unexpected`, less its value: ``integer `7` `` is "an integer".
fn kind_of(unexpected: &str) -> &'static str {
    const KINDS: [(&str, &str); 9] = [
        ("boolean", "a boolean"),
        ("integer", "an integer"),
        ("floating point", "a number with a fraction"),
        ("string", "a string"),
        ("character", "a character"),
        ("null", "null"),
        ("sequence", "an array"),
        ("map", "an object"),
        ("unit", "null"),
    ];
    KINDS.iter().find(|(start, _)| unexpected.starts_with(start)).map_or("another kind of value", |(_, kind)| kind)
}

/// What kind of value a JSON text is.
pub(crate) fn kind_of_raw(raw: &str) -> &'static str {
    match raw.as_bytes().first() {
        Some(b'"') => "a string",
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        Some(b'-' | b'0'..=b'9') => "a number",
        _ => "no JSON",
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::Problem;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Item {
        name: String,
        size: Option<u8>,
        kind: Option<Kind>,
        pair: Option<(u8, u8)>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Small,
        Large,
    }

    fn problem(raw: &str) -> String {
        let error = serde_json::from_str::<Vec<Item>>(raw).unwrap_err();
        Problem::from_json(raw, &error).within("items").to_string()
    }

    #[test]
    fn a_value_with_nothing_in_it_is_not_missing() {
        let problem = Problem::new("email", "a domain after the `@`", "nothing");
        assert!(!problem.is_missing());
        assert_eq!(problem.to_string(), "`email`: expected a domain after the `@`, found nothing");
    }

    #[test]
    fn every_serde_text_becomes_path_expected_found_without_the_value() {
        let cases = [
            (r#""hunter2""#, "`items`: expected a sequence, found a string"),
            (r#"[{"name": 1234}]"#, "`items[0].name`: expected a string, found an integer"),
            (
                r#"[{"name":"a"},{"name":"b","size":300}]"#,
                "`items[1].size`: expected u8, found an integer out of range",
            ),
            (r#"[{"name":"a","size":-1.5}]"#, "`items[0].size`: expected u8, found a number with a fraction"),
            ("[{}]", "`items[0].name` is missing: expected a value"),
            (r#"[{"name":"a","name":"b"}]"#, "`items[0].name`: expected `name` once, found it twice"),
            (
                r#"[{"name":"a","sise":1}]"#,
                "`items[0].sise`: expected one of `name`, `size`, `kind`, `pair`, found the unknown field `sise`",
            ),
            (
                r#"[{"name":"a","kind":"tiny"}]"#,
                "`items[0].kind`: expected `small` or `large`, found an unknown variant",
            ),
            (r#"[{"name":"a","pair":[1]}]"#, "`items[0].pair`: expected a tuple of size 2, found length 1"),
            (r#"[{"name":"x, expected y"},{"name":true}]"#, "`items[1].name`: expected a string, found a boolean"),
            ("[1,", "`items[0]`: expected struct Item, found an integer"),
            ("[{\"name\":\"a\"},", "`items[0]`: expected JSON, found EOF while parsing a value"),
        ];
        for (raw, expected) in cases {
            assert_eq!(problem(raw), expected, "{raw}");
        }
    }
}
