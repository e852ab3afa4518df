//! The answer of a call that goes by name: JSON text.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::GatewayError;

/// An operation's result as JSON text.
///
/// ```
/// use gateway_runtime::Json;
///
/// let json = Json::of(&[1, 2]).unwrap();
/// assert_eq!(json.as_str(), "[1,2]");
/// assert_eq!(json.decode::<Vec<u8>>().unwrap(), [1, 2]);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Json(String);

impl Json {
    /// Writes a value as JSON.
    ///
    /// # Errors
    /// `invalid_output` if the value cannot be JSON, such as a map whose keys are not text.
    #[inline]
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, GatewayError> {
        match serde_json::to_string(value) {
            Ok(text) => Ok(Self(text)),
            Err(error) => Err(GatewayError::invalid_output(&error)),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    pub fn into_string(self) -> String {
        self.0
    }

    /// The text as a tree.
    #[expect(clippy::missing_panics_doc, reason = "it was written by serde_json")]
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::from_str(&self.0).expect("a Json holds what serde_json wrote")
    }

    /// The text read as a `T`.
    ///
    /// # Errors
    /// `serde_json`'s, if the text has another shape.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(&self.0).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl From<Json> for String {
    fn from(json: Json) -> Self {
        json.0
    }
}
