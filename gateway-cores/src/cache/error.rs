//! Why the cache could not keep or give back a value.

use std::error::Error;
use std::fmt;

use crate::key::KeyError;

/// Why the cache could not keep a value, or could not read it as the type that was asked for.
///
/// A value that is absent is no error: it is `None`.
///
/// ```
/// use gateway_cores::cache::{Cache, CacheError, set};
///
/// let cache = Cache::with_budget(10_000);
/// let error = set(&cache, "photo", "x".repeat(9_000).into(), None).unwrap_err();
/// assert!(matches!(error, CacheError::TooLarge { limit: 5_000, .. }));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum CacheError {
    /// The text is no key.
    Key(KeyError),
    /// The entry would take more than half of the cache's budget.
    TooLarge {
        /// What the entry would take: key, value and bookkeeping.
        bytes: u64,
        /// The most that one entry may take.
        limit: u64,
    },
    /// The value is nested deeper than JSON can be read back: 127 arrays and objects inside one another.
    TooDeep,
    /// The value cannot be written as JSON, such as a map whose keys are not text.
    Encode(serde_json::Error),
    /// The stored value has another shape than the type that was asked for.
    Decode(serde_json::Error),
}

impl fmt::Display for CacheError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(error) => error.fmt(f),
            Self::TooLarge { bytes, limit } => {
                write!(f, "the entry takes {bytes} bytes, one entry may take {limit}")
            }
            Self::TooDeep => f.write_str("the value is nested too deep to be read back"),
            Self::Encode(error) => write!(f, "the value cannot be written as JSON: {error}"),
            // serde_json quotes the stored text in such an error, and the text may be a secret.
            Self::Decode(error) => {
                write!(f, "the stored value has another shape, at line {} column {}", error.line(), error.column())
            }
        }
    }
}

impl Error for CacheError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Key(error) => Some(error),
            Self::Encode(error) | Self::Decode(error) => Some(error),
            Self::TooLarge { .. } | Self::TooDeep => None,
        }
    }
}

impl From<KeyError> for CacheError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

/// Which items of a `bulk_set` were not stored, and why. The items that it does not name were stored.
///
/// ```
/// use gateway_cores::cache::{Cache, bulk_set, get};
/// use serde_json::json;
///
/// let cache = Cache::with_budget(1_000_000);
/// let items = vec![("a", json!(1)).into(), ("not a key", json!(2)).into(), ("c", json!(3)).into()];
/// let error = bulk_set(&cache, items, None).unwrap_err();
/// assert_eq!(error.failures().map(|(index, _)| index).collect::<Vec<_>>(), [1]);
/// assert_eq!(get(&cache, "c"), Some(json!(3)));
/// ```
#[derive(Debug)]
pub struct BulkSetError(pub(super) Vec<(usize, CacheError)>);

impl BulkSetError {
    /// The failed items by their place in the request, in its order.
    pub fn failures(&self) -> impl Iterator<Item = (usize, &CacheError)> {
        self.0.iter().map(|(index, error)| (*index, error))
    }
}

impl fmt::Display for BulkSetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, (index, error)) in self.0.iter().enumerate() {
            let separator = if position == 0 { "" } else { "; " };
            write!(f, "{separator}items[{index}]: {error}")?;
        }
        Ok(())
    }
}

impl Error for BulkSetError {}
