//! Keys, lifetimes, and names of metrics.

use std::time::Duration;

use gateway_runtime::gateway_op;

use super::error::ValidationError;
use crate::key::{self, KeyError};

/// The longest lifetime that makes sense in a process that Lambda ends [every few hours].
///
/// [every few hours]: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
const LONGEST: Duration = Duration::from_hours(24);

/// Whether a text may be a key of the cache: 1 to 255 characters of `A-Z a-z 0-9 _ : . / -`.
///
/// # Errors
/// What is wrong with it.
///
/// ```
/// use gateway_cores::security::{KeyError, validate_cache_key};
///
/// assert!(validate_cache_key("user:42").is_ok());
/// assert_eq!(validate_cache_key(""), Err(KeyError::Empty));
/// ```
#[gateway_op(interface = "security")]
pub fn validate_cache_key(key: &str) -> Result<(), KeyError> {
    key::check(key)
}

/// Whether a time to live is of use: more than nothing, and at most a day, since no execution environment lives longer.
///
/// # Errors
/// On which side it is.
///
/// ```
/// use std::time::Duration;
///
/// use gateway_cores::security::validate_ttl;
///
/// assert!(validate_ttl(Duration::from_secs(300)).is_ok());
/// assert!(validate_ttl(Duration::ZERO).is_err());
/// ```
#[gateway_op(interface = "security")]
pub fn validate_ttl(ttl: Duration) -> Result<(), ValidationError> {
    match ttl {
        Duration::ZERO => Err(ValidationError::one("ttl", "more than 0 seconds", "0")),
        ttl if ttl > LONGEST => Err(ValidationError::one("ttl", "at most 86400 seconds", "more")),
        _ => Ok(()),
    }
}

/// Whether `CloudWatch` takes a text as the name of a metric: 1 to 255 characters ([MetricDatum]), not blank, none of them
/// for control.
///
/// [MetricDatum]: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
///
/// # Errors
/// What is wrong with it.
///
/// ```
/// use gateway_cores::security::validate_metric_name;
///
/// assert!(validate_metric_name("OrdersPlaced").is_ok());
/// assert!(validate_metric_name("Orders\nPlaced").is_err());
/// ```
#[gateway_op(interface = "security")]
pub fn validate_metric_name(name: &str) -> Result<(), ValidationError> {
    printable("name", name, 255)
}

/// Whether `CloudWatch` takes a dimension ([Dimension]): a name of 1 to 255 ASCII characters that does not begin with a
/// colon, a value of 1 to 1,024; neither blank, and no character for control.
///
/// [Dimension]: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
///
/// # Errors
/// All that is wrong with them.
///
/// ```
/// use gateway_cores::security::validate_dimension;
///
/// assert!(validate_dimension("Operation", "cache.get").is_ok());
/// assert_eq!(validate_dimension(":name", " ").unwrap_err().problems().len(), 2);
/// ```
#[gateway_op(interface = "security")]
pub fn validate_dimension(name: &str, value: &str) -> Result<(), ValidationError> {
    let parts = [
        printable("name", name, 255).and_then(|()| ascii("name", name)).and_then(|()| {
            if name.starts_with(':') {
                return Err(ValidationError::one("name", "no colon at the start", "one"));
            }
            Ok(())
        }),
        printable("value", value, 1024).and_then(|()| ascii("value", value)),
    ];
    let problems =
        parts.iter().filter_map(|part| part.as_ref().err()).flat_map(|error| error.problems().iter().cloned());
    ValidationError::unless_none(problems.collect())
}

fn printable(what: &str, text: &str, longest: usize) -> Result<(), ValidationError> {
    let length = text.chars().count();
    if !(1..=longest).contains(&length) {
        return Err(ValidationError::one(what, format!("1 to {longest} characters"), length.to_string()));
    }
    if text.trim().is_empty() {
        return Err(ValidationError::one(what, "something else than blanks", "blanks"));
    }
    match text.char_indices().find(|(_, c)| c.is_control()) {
        Some((at, _)) => Err(ValidationError::one(what, "no characters for control", format!("one at byte {at}"))),
        None => Ok(()),
    }
}

fn ascii(what: &str, text: &str) -> Result<(), ValidationError> {
    match text.bytes().position(|byte| !byte.is_ascii()) {
        Some(at) => Err(ValidationError::one(what, "ASCII", format!("another character at byte {at}"))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_end_where_cloudwatch_ends() {
        assert!(validate_metric_name(&"m".repeat(255)).is_ok());
        assert!(validate_metric_name(&"m".repeat(256)).is_err());
        assert!(validate_dimension(&"n".repeat(255), &"v".repeat(1024)).is_ok());
        let error = validate_dimension(&"n".repeat(256), &"v".repeat(1025)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`name`: expected 1 to 255 characters, found 256; `value`: expected 1 to 1024 characters, found 1025"
        );
    }

    #[test]
    fn characters_that_are_refused() {
        for name in ["", " ", "a\u{7f}", "a\0"] {
            assert!(validate_metric_name(name).is_err(), "{name:?}");
        }
        for (name, value) in [("é", "v"), ("n", "é"), (":n", "v"), ("n", "\t"), ("n", "")] {
            assert_eq!(validate_dimension(name, value).unwrap_err().problems().len(), 1, "{name:?} {value:?}");
        }
        assert!(validate_dimension("n:", ":v").is_ok());
    }

    #[test]
    fn a_day_is_the_longest() {
        assert!(validate_ttl(Duration::from_hours(24)).is_ok());
        assert!(validate_ttl(Duration::from_nanos(1)).is_ok());
        assert!(validate_ttl(Duration::from_hours(24) + Duration::from_nanos(1)).is_err());
    }
}
