//! An invocation that names an operation.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Source, Undecodable};
use crate::members::{Text, from_json};

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
    interface: Text<'a>,
    #[serde(borrow)]
    operation: Text<'a>,
    #[serde(borrow)]
    params: Option<&'a RawValue>,
}

impl<'a> Direct<'a> {
    /// Reads such an event.
    ///
    /// # Errors
    /// If a name is missing or no text, one of the three members is there twice, or it is not JSON.
    pub fn decode(event: &'a [u8]) -> Result<Self, Undecodable> {
        from_json(event).map_err(|error| Undecodable::json(Source::Direct, &error))
    }

    /// The interface's name.
    pub fn interface(&self) -> &str {
        &self.interface.0
    }

    /// The operation's name.
    pub fn operation(&self) -> &str {
        &self.operation.0
    }

    /// The parameters, as JSON: `{}` if there are none.
    pub fn params(&self) -> &'a str {
        self.params.map_or("{}", RawValue::get)
    }
}
