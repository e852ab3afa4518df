//! Why a store did not do what it was asked.

use std::error::Error;
use std::fmt;
use std::io;

#[cfg(feature = "aws")]
use gateway_http::aws::AwsError;

use crate::protocol::{Denied, Month};

/// Why a store did not answer. Whether it has made the change is not known, unless it throttled.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// It refuses to be asked that often; nothing was changed.
    Throttled,
    /// A file could not be read or written.
    Io(io::Error),
    /// The table does not answer, or says no.
    #[cfg(feature = "aws")]
    DynamoDb(AwsError),
    /// What is kept of the month is no record.
    Corrupt {
        /// The month.
        month: Month,
    },
}

impl StoreError {
    /// What an environment is told.
    pub fn denied(&self) -> Denied {
        match self {
            Self::Throttled => Denied::Throttled,
            Self::Io(_) | Self::Corrupt { .. } => Denied::Unreachable,
            #[cfg(feature = "aws")]
            Self::DynamoDb(_) => Denied::Unreachable,
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Throttled => f.write_str("the store is asked too often"),
            Self::Io(_) => f.write_str("the file of the budget cannot be read or written"),
            #[cfg(feature = "aws")]
            Self::DynamoDb(error) => write!(f, "the table of the budget cannot be used: {error}"),
            Self::Corrupt { month } => write!(f, "the budget of {month} is damaged"),
        }
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            #[cfg(feature = "aws")]
            Self::DynamoDb(error) => error.source(),
            Self::Throttled | Self::Corrupt { .. } => None,
        }
    }
}
