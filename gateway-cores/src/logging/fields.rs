//! The fields that a caller adds to a line.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::redact::RedactedMembers;

/// The caller's own part of a line: names and JSON values, each name once.
///
/// [`fields!`](crate::fields) is the short way to write one. As JSON it is an object. `Debug` masks secrets as a line
/// does.
///
/// ```
/// use gateway_cores::{fields, logging::Fields};
///
/// let order = fields! { order_id = 7, "http.method" = "POST" };
/// assert_eq!(order, Fields::new().with("order_id", 7).with("http.method", "POST"));
/// ```
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Fields(pub(super) Map<String, Value>);

impl Fields {
    /// No fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `value` under `name`, in the place of what stood there.
    ///
    /// A value that JSON cannot hold (a map whose keys are no strings, a `Serialize` that fails) is replaced by the
    /// text of its error: a log line is never the reason why a call fails.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Serialize) -> Self {
        self.0.insert(name.into(), to_value(value));
        self
    }

    /// The members of anything that serialises as an object; what is no object stands under `value`.
    ///
    /// ```
    /// use gateway_cores::{fields, logging::Fields};
    ///
    /// #[derive(serde::Serialize)]
    /// struct Order { id: u32, total: f64 }
    /// assert_eq!(Fields::of(&Order { id: 7, total: 9.5 }), fields! { id = 7, total = 9.5 });
    /// ```
    pub fn of(value: &(impl Serialize + ?Sized)) -> Self {
        match to_value(value) {
            Value::Object(members) => Self(members),
            other => Self::new().with("value", other),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn to_value(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_else(|error| Value::String(format!("cannot be written as JSON: {error}")))
}

impl From<Map<String, Value>> for Fields {
    fn from(members: Map<String, Value>) -> Self {
        Self(members)
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(&RedactedMembers(&self.0)).map_err(|_| fmt::Error)?)
    }
}

/// Writes [`Fields`](crate::logging::Fields): `fields! { order_id = 7, "http.method" = "POST" }`, or `fields! {}` for none.
#[macro_export]
macro_rules! fields {
    (@name $name:ident) => { stringify!($name).trim_start_matches("r#") };
    (@name $name:literal) => { $name };
    ($($name:tt = $value:expr),* $(,)?) => {
        $crate::logging::Fields::new()$(.with($crate::fields!(@name $name), $value))*
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn raw_identifiers_lose_their_prefix() {
        assert_eq!(fields! { r#type = "a" }, Fields::new().with("type", "a"));
        assert!(fields! {}.is_empty());
    }

    #[test]
    fn what_json_cannot_hold_becomes_its_error() {
        let keys_are_lists = BTreeMap::from([(vec![1], 2)]);
        let fields = fields! { odd = keys_are_lists, fine = 1 };
        assert!(fields.0["odd"].as_str().unwrap().contains("cannot be written"));
        assert_eq!(fields.0["fine"], 1);
    }

    #[test]
    fn what_is_no_object_stands_under_value() {
        assert_eq!(Fields::of(&[1, 2]), fields! { value = [1, 2] });
    }

    #[test]
    fn debug_masks_secrets() {
        let text = format!("{:?}", fields! { api_key = "abc", n = 1 });
        assert_eq!(text, format!(r#"{{"api_key":"{}","n":1}}"#, crate::redact::REDACTED));
    }
}
