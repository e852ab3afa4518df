//! What a setting can be, and how its text is read.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::time::Duration;

use gateway_runtime::{Secret, duration_from_text};
use serde_json::Value;

/// A type that a setting can have: read from text, since that is all that an environment variable holds.
///
/// Text, flags, numbers, `Duration` (seconds, or `"5m"`), [`Secret`], `Option` of these and maps of them (a JSON object)
/// are there. A type of the program's own says three things:
///
/// ```
/// use gateway_cores::config::SettingValue;
/// use serde_json::Value;
///
/// #[derive(Debug, PartialEq)]
/// enum TokenMode { Directive, Configured }
///
/// impl SettingValue for TokenMode {
///     const EXPECTED: &'static str = "`directive` or `configured`";
///
///     fn read(text: &str) -> Option<Self> {
///         match text {
///             "directive" => Some(Self::Directive),
///             "configured" => Some(Self::Configured),
///             _ => None,
///         }
///     }
///
///     fn show(&self) -> Value {
///         match self {
///             Self::Directive => "directive".into(),
///             Self::Configured => "configured".into(),
///         }
///     }
/// }
///
/// assert_eq!(TokenMode::read("directive"), Some(TokenMode::Directive));
/// ```
pub trait SettingValue: Sized + 'static {
    /// What is accepted, in words that follow "expected".
    const EXPECTED: &'static str;

    /// Whether the value must not be shown. Then [`show`](Self::show) masks it.
    const SECRET: bool = false;

    /// Whether the empty text is a value. Otherwise an empty variable counts as one that is not set.
    const TAKES_EMPTY: bool = false;

    /// Reads the text, which has no blanks around it; `None` if it is no such value.
    fn read(text: &str) -> Option<Self>;

    /// The value as it is told to whoever asks for the state of the configuration.
    fn show(&self) -> Value;

    /// What holds if nobody says anything and the setting has no default; `None` makes it an error.
    fn absent() -> Option<Self> {
        None
    }
}

impl SettingValue for String {
    const EXPECTED: &'static str = "text";

    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn show(&self) -> Value {
        self.as_str().into()
    }
}

impl SettingValue for Secret {
    const EXPECTED: &'static str = "text";
    const SECRET: bool = true;

    fn read(text: &str) -> Option<Self> {
        Some(text.into())
    }

    fn show(&self) -> Value {
        // Its own mask.
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// The words for on and off, in any case. Other words are refused: `NOT_VERIFY_SSL=none` must not be guessed at.
impl SettingValue for bool {
    const EXPECTED: &'static str = "`true`, `1`, `on`, `yes`, or `false`, `0`, `off`, `no` or nothing";
    const TAKES_EMPTY: bool = true;

    fn read(text: &str) -> Option<Self> {
        let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        let on = is(&["true", "1", "on", "yes"]);
        (on || is(&["false", "0", "off", "no", ""])).then_some(on)
    }

    fn show(&self) -> Value {
        (*self).into()
    }
}

macro_rules! numbers {
    ($($number:ty, $expected:literal, $value:ident => $show:expr;)*) => {$(
        impl SettingValue for $number {
            const EXPECTED: &'static str = $expected;

            fn read(text: &str) -> Option<Self> {
                text.parse().ok()
            }

            fn show(&self) -> Value {
                let $value = *self;
                $show.into()
            }
        }
    )*};
}

numbers! {
    u16, "a whole number from 0 to 65535", n => n;
    u32, "a whole number from 0 to 4294967295", n => n;
    u64, "a whole number", n => n;
    usize, "a whole number", n => n;
    NonZero<u64>, "a whole number above 0", n => n.get();
}

impl SettingValue for f64 {
    const EXPECTED: &'static str = "a number";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number: &Self| number.is_finite())
    }

    fn show(&self) -> Value {
        (*self).into()
    }
}

/// Shown as text with a unit that loses nothing down to the millisecond: `"5m"` comes back as `"300s"`.
impl SettingValue for Duration {
    const EXPECTED: &'static str = "seconds, or a duration such as `300ms`, `30s`, `5m`, `2h` or `1d`";

    fn read(text: &str) -> Option<Self> {
        duration_from_text(text)
    }

    fn show(&self) -> Value {
        match self.subsec_millis() {
            0 => format!("{}s", self.as_secs()).into(),
            _ => format!("{}ms", self.as_millis()).into(),
        }
    }
}

impl<T: SettingValue> SettingValue for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const SECRET: bool = T::SECRET;
    const TAKES_EMPTY: bool = T::TAKES_EMPTY;

    fn read(text: &str) -> Option<Self> {
        T::read(text).map(Some)
    }

    fn show(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::show)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

/// One JSON object, such as extra headers: `{"CF-Access-Client-Id": ".."}`.
impl<T: SettingValue> SettingValue for BTreeMap<String, T> {
    const EXPECTED: &'static str = "a JSON object";
    const SECRET: bool = T::SECRET;

    fn read(text: &str) -> Option<Self> {
        let members: serde_json::Map<String, Value> = serde_json::from_str(text).ok()?;
        members.into_iter().map(|(name, value)| Some((name, T::read(text_of(&value)?.expose())?))).collect()
    }

    fn show(&self) -> Value {
        self.iter().map(|(name, value)| (name.clone(), value.show())).collect()
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

/// The text of a value that comes as JSON; `null` is none. It may be that of a secret.
pub(super) fn text_of(value: &Value) -> Option<Secret> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.trim().into()),
        other => Some(Secret::new(other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn flags_are_read_and_other_words_are_not_guessed_at() {
        for (words, on) in [("true TRUE True 1 on ON yes", true), ("false False 0 off OFF no", false)] {
            for word in words.split(' ') {
                assert_eq!(bool::read(word), Some(on), "{word}");
            }
        }
        assert_eq!(bool::read(""), Some(false));
        for word in ["none", "y", "2", "-1", "tru", "disabled", "null"] {
            assert_eq!(bool::read(word), None, "{word}");
        }
    }

    #[test]
    fn numbers_out_of_range_are_refused() {
        assert_eq!(u16::read("65536"), None);
        assert_eq!(u64::read("-1"), None);
        assert_eq!(NonZero::<u64>::read("0"), None);
        assert_eq!(u64::read("8 MiB"), None);
        for text in ["NaN", "inf", "-inf", ""] {
            assert_eq!(f64::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_map_is_read_from_json_and_shows_no_secret() {
        let headers = BTreeMap::<String, Secret>::read(r#"{"a": "canary", "b": 2}"#).unwrap();
        assert_eq!((headers["a"].expose().as_str(), headers["b"].expose().as_str()), ("canary", "2"));
        assert_eq!(headers.show(), serde_json::json!({"a": "***", "b": "***"}));
        for text in ["", "[]", "a=b", r#"{"a": null}"#] {
            assert!(BTreeMap::<String, Secret>::read(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(number: u64, flag: bool, millis in 0..u64::from(u32::MAX), text in "[^ ]*") {
            let shown = |value: Value| text_of(&value).unwrap().expose().clone();
            prop_assert_eq!(u64::read(&shown(number.show())), Some(number));
            prop_assert_eq!(bool::read(&shown(flag.show())), Some(flag));
            let duration = Duration::from_millis(millis);
            prop_assert_eq!(Duration::read(&shown(duration.show())), Some(duration));
            let text = text.trim().to_owned();
            prop_assert_eq!(String::read(&shown(text.show())), Some(text));
        }
    }
}
