//! The same calls without a framework, as fast as a careful person writes them.
//!
//! Equally capable: JSON bytes in, JSON bytes out, typed errors, unknown parameters refused, the keys
//! of an envelope in any order. To whoever reads this: if you see a way to make one of these faster
//! without losing any of that, it belongs here, and the framework has to follow.

use std::error::Error as StdError;
use std::fmt;

use serde::Serialize;

use crate::operations::Refused;

pub mod boxed_registry;
pub mod by_enum;
pub mod direct;
pub mod one_operation;
pub mod one_pass;
mod requests;
mod text;

pub use self::text::Text;

/// What can go wrong in a call that begins with bytes.
#[derive(Debug)]
pub enum Error {
    /// No interface has this name.
    UnknownInterface(String),
    /// The interface has no operation of this name.
    UnknownOperation(String),
    /// The envelope is not what was agreed.
    InvalidRequest(serde_json::Error),
    /// The parameters do not fit the operation.
    InvalidParams(serde_json::Error),
    /// The operation itself failed.
    OperationFailed(Box<dyn StdError + Send + Sync>),
    /// The result has no JSON form.
    InvalidResult(serde_json::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownInterface(name) => write!(formatter, "unknown interface `{name}`"),
            Self::UnknownOperation(name) => write!(formatter, "unknown operation `{name}`"),
            Self::InvalidRequest(error) => write!(formatter, "invalid request: {error}"),
            Self::InvalidParams(error) => write!(formatter, "invalid parameters: {error}"),
            Self::OperationFailed(error) => write!(formatter, "operation failed: {error}"),
            Self::InvalidResult(error) => write!(formatter, "invalid result: {error}"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::UnknownInterface(_) | Self::UnknownOperation(_) => None,
            Self::InvalidRequest(error) | Self::InvalidParams(error) | Self::InvalidResult(error) => Some(error),
            Self::OperationFailed(error) => Some(&**error),
        }
    }
}

impl From<Refused> for Error {
    fn from(error: Refused) -> Self {
        Self::OperationFailed(Box::new(error))
    }
}

/// The answer of a call as JSON bytes.
pub type Answer = Result<Vec<u8>, Error>;

fn encode(result: &impl Serialize) -> Answer {
    serde_json::to_vec(result).map_err(Error::InvalidResult)
}

/// Once over the whole input is cheaper than once a string, which is what `from_slice` does.
fn utf8(input: &[u8]) -> Result<&str, serde_json::Error> {
    str::from_utf8(input).map_err(serde::de::Error::custom)
}
