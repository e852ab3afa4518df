//! A span of time in JSON: seconds as a number, or text such as `"5m"`.

use std::time::Duration;

use super::problem::{Problem, kind_of_raw};

const EXPECTED: &str = "seconds, or a duration such as \"300ms\", \"30s\", \"5m\", \"2h\" or \"1d\"";

pub(super) fn parse(raw: &str) -> Result<Duration, Box<Problem>> {
    let parsed = if raw.starts_with('"') {
        serde_json::from_str::<String>(raw).ok().and_then(|text| with_unit(&text))
    } else {
        seconds(raw)
    };
    parsed.ok_or_else(|| Box::new(Problem::new("", EXPECTED, kind_of_raw(raw))))
}

/// Reads a span of time where everything is text: `"7"` is seven seconds, too.
pub fn duration_from_text(text: &str) -> Option<Duration> {
    with_unit(text).or_else(|| seconds(text))
}

fn seconds(number: &str) -> Option<Duration> {
    serde_json::from_str::<f64>(number).ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
}

fn with_unit(text: &str) -> Option<Duration> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().ok()?;
    let seconds = match unit {
        "ms" => return Some(Duration::from_millis(number)),
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    number.checked_mul(seconds).map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{duration_from_text, parse};

    #[test]
    fn numbers_are_seconds_and_text_has_a_unit() {
        let cases = [
            ("5", Duration::from_secs(5)),
            ("0.25", Duration::from_millis(250)),
            ("\"300ms\"", Duration::from_millis(300)),
            ("\"5m\"", Duration::from_mins(5)),
            ("\"5\\u006d\"", Duration::from_mins(5)),
            ("\"2h\"", Duration::from_hours(2)),
            ("\"1d\"", Duration::from_hours(24)),
        ];
        for (raw, expected) in cases {
            assert_eq!(parse(raw).unwrap(), expected, "{raw}");
        }
    }

    #[test]
    fn where_all_is_text_a_number_is_seconds() {
        assert_eq!(duration_from_text("7"), Some(Duration::from_secs(7)));
        assert_eq!(duration_from_text("0.5"), Some(Duration::from_millis(500)));
        assert_eq!(duration_from_text("2h"), Some(Duration::from_hours(2)));
        for text in ["", "-1", "inf", "NaN", "5 m", "\"5m\""] {
            assert_eq!(duration_from_text(text), None, "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for raw in [
            "-1",
            "1e40",
            "\"5\"",
            "\"m\"",
            "\"5 m\"",
            "\"-5m\"",
            "\"99999999999999999999s\"",
            "\"99999999999999999d\"",
            "[5]",
            "null",
            "\"",
        ] {
            assert!(parse(raw).is_err(), "{raw}");
        }
    }
}
