//! How a text from a path, a query or a header becomes the JSON that a parameter takes.

use gateway_runtime::Place;
use serde_json::value::RawValue;

/// One parameter of an operation, as a request gives it.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) form: Form,
    /// Whether it takes several values.
    pub(crate) is_list: bool,
    pub(crate) is_optional: bool,
}

/// What a text is to a parameter, or to each element of one that takes several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A text.
    Text,
    /// Bytes, which JSON has as base64.
    Bytes,
    /// A number or a boolean.
    Scalar,
    /// A type of the program's own: a newtype of a number looks like one of a text.
    Unknown,
}

impl Input {
    /// `kind` is the type as it is written.
    pub(super) fn new(name: &'static str, kind: &'static str, place: Place) -> Self {
        let optional = within(kind, &["Option"]);
        let kind = optional.unwrap_or(kind);
        let element = within(kind, &["Vec", "VecDeque", "HashSet", "BTreeSet"]);
        Self {
            name,
            place,
            form: Form::of(element.unwrap_or(kind)),
            is_list: element.is_some(),
            is_optional: optional.is_some(),
        }
    }

    /// Whether an empty body is a value of it, not its absence.
    pub(crate) fn takes_empty_body(&self) -> bool {
        !self.is_optional && matches!(self.form, Form::Text | Form::Bytes)
    }

    /// The JSON that texts may stand for, the likeliest first.
    pub(crate) fn readings<T: AsRef<str>>(&self, texts: &[T]) -> Vec<String> {
        let text = |text: &T| quoted(text.as_ref());
        let raw = |text: &T| scalar(text.as_ref()).map(str::to_owned);
        let one = |read: &dyn Fn(&T) -> Option<String>| match texts {
            [only] if !self.is_list => read(only),
            _ => list(texts, read),
        };
        let as_text = || one(&|it| Some(text(it))).into_iter();
        match self.form {
            Form::Text | Form::Bytes => as_text().collect(),
            Form::Scalar => one(&|it| Some(raw(it).unwrap_or_else(|| text(it)))).into_iter().collect(),
            Form::Unknown => {
                let mut readings: Vec<_> = as_text().chain(one(&raw)).collect();
                // An alias may hide that it takes several.
                if texts.len() == 1 && !self.is_list {
                    readings.extend(list(texts, &|it| Some(text(it))));
                    readings.extend(list(texts, &raw));
                }
                readings
            }
        }
    }
}

impl Form {
    fn of(kind: &str) -> Self {
        let kind = kind.trim_start_matches('&');
        // What is left of `&'a str`.
        let kind = if kind.starts_with('\'') { kind.split_once(' ').map_or(kind, |(_, kind)| kind) } else { kind };
        match kind.rsplit("::").next().unwrap_or(kind) {
            "str" | "String" | "char" => Self::Text,
            "[u8]" => Self::Bytes,
            "bool" | "f32" | "f64" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64"
            | "u128" | "usize" => Self::Scalar,
            _ => Self::Unknown,
        }
    }
}

/// A text as JSON.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// The text, if it is a number or a boolean of JSON.
fn scalar(text: &str) -> Option<&str> {
    let is_scalar = matches!(text.as_bytes().first(), Some(b'-' | b'0'..=b'9' | b't' | b'f'));
    // Nothing around it.
    (is_scalar && serde_json::from_str::<&RawValue>(text).is_ok_and(|raw| raw.get().len() == text.len()))
        .then_some(text)
}

fn list<T>(texts: &[T], read: &dyn Fn(&T) -> Option<String>) -> Option<String> {
    let elements: Option<Vec<_>> = texts.iter().map(read).collect();
    elements.map(|elements| format!("[{}]", elements.join(",")))
}

/// The first argument of a type that has one of these names: what is in the `Option`.
pub(super) fn within<'k>(kind: &'k str, names: &[&str]) -> Option<&'k str> {
    let (name, arguments) = kind.split_once('<')?;
    let name = name.rsplit("::").next()?.trim();
    let arguments = arguments.strip_suffix('>')?;
    let mut depth = 0_i32;
    let end = arguments.find(|character| {
        match character {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            _ => {}
        }
        character == ',' && depth == 0
    });
    names.contains(&name).then(|| arguments[..end.unwrap_or(arguments.len())].trim())
}

#[cfg(test)]
mod tests {
    use gateway_runtime::Place;
    use proptest::prelude::*;

    use super::{Form, Input, quoted};

    fn input(kind: &'static str) -> Input {
        Input::new("it", kind, Place::Anywhere)
    }

    #[test]
    fn a_kind_says_what_a_text_is() {
        let cases = [
            ("&str", Form::Text, false),
            ("&'a str", Form::Text, false),
            ("Option<&str>", Form::Text, false),
            ("std::string::String", Form::Text, false),
            ("&[u8]", Form::Bytes, false),
            ("u32", Form::Scalar, false),
            ("Option<f64>", Form::Scalar, false),
            ("Vec<String>", Form::Text, true),
            ("Option<Vec<u32>>", Form::Scalar, true),
            ("std::collections::BTreeSet<Color>", Form::Unknown, true),
            ("Color", Form::Unknown, false),
            ("HashMap<String, u8>", Form::Unknown, false),
        ];
        for (kind, form, is_list) in cases {
            let input = input(kind);
            assert_eq!((input.form, input.is_list), (form, is_list), "{kind}");
        }
    }

    #[test]
    fn readings_in_their_order() {
        let readings = |kind, texts: &[&str]| input(kind).readings(texts);
        assert_eq!(readings("&str", &["7"]), [r#""7""#]);
        assert_eq!(readings("u32", &["7"]), ["7"]);
        assert_eq!(readings("u32", &["seven"]), [r#""seven""#], "so that the error says what was found");
        assert_eq!(readings("u32", &["1", "2"]), ["[1,2]"]);
        assert_eq!(readings("Vec<u32>", &["1"]), ["[1]"]);
        assert_eq!(readings("Vec<String>", &["1", "a"]), [r#"["1","a"]"#]);
        assert_eq!(readings("Color", &["red"]), [r#""red""#, r#"["red"]"#]);
        assert_eq!(readings("Limit", &["7"]), [r#""7""#, "7", r#"["7"]"#, "[7]"]);
        assert_eq!(readings("Limits", &["7", "8"]), [r#"["7","8"]"#, "[7,8]"]);
        assert_eq!(readings("Limits", &["7", "x"]), [r#"["7","x"]"#]);
    }

    proptest! {
        /// Whatever the text, a reading is one JSON value: nothing gets out of its place.
        #[test]
        fn a_reading_is_one_value(texts in prop::collection::vec(any::<String>(), 1..4), kind in prop::sample::select(
            &["&str", "u32", "Color", "Vec<bool>", "Option<Vec<Color>>"][..])) {
            for reading in input(kind).readings(&texts) {
                prop_assert!(serde_json::from_str::<serde_json::Value>(&reading).is_ok(), "{reading}");
            }
        }

        #[test]
        fn a_number_is_read_as_it_is_written(number: i64, float in -1e9_f64..1e9) {
            prop_assert_eq!(input("i64").readings(&[number.to_string()]), [number.to_string()]);
            prop_assert_eq!(input("f64").readings(&[float.to_string()]), [float.to_string()]);
            for spaced in [format!(" {number}"), format!("{number} "), format!("{number},1")] {
                prop_assert_eq!(input("i64").readings(&[&spaced]), [quoted(&spaced)]);
            }
        }
    }
}
