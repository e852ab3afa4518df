//! An invocation that names an operation.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Source, Undecodable};

/// What an event of [`Source::Direct`] asks for.
///
/// ```
/// use gateway_lambda::source::Direct;
///
/// let event = br#"{"interface": "cache", "operation": "get", "params": {"key": "k"}}"#;
/// let direct = Direct::decode(event).unwrap();
/// assert_eq!((direct.interface(), direct.operation()), ("cache", "get"));
/// assert_eq!(direct.params(), r#"{"key": "k"}"#);
/// ```
#[derive(Debug, Clone, Deserialize)]
pub struct Direct<'a> {
    #[serde(borrow)]
    interface: Cow<'a, str>,
    #[serde(borrow)]
    operation: Cow<'a, str>,
    #[serde(borrow)]
    params: Option<&'a RawValue>,
}

impl<'a> Direct<'a> {
    /// Reads such an event.
    ///
    /// # Errors
    /// If a name is missing or no text, one of the three members is there twice, or it is not JSON.
    pub fn decode(event: &'a [u8]) -> Result<Self, Undecodable> {
        serde_json::from_slice(event).map_err(|error| Undecodable::json(Source::Direct, &error))
    }

    /// The interface's name.
    pub fn interface(&self) -> &str {
        &self.interface
    }

    /// The operation's name.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The parameters, as JSON: `{}` if there are none.
    pub fn params(&self) -> &'a str {
        self.params.map_or("{}", RawValue::get)
    }
}
