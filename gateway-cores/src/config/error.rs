//! What is wrong with a configuration.

use std::error::Error;
use std::fmt;

use gateway_runtime::closest;
use schemars::JsonSchema;
use serde::Serialize;

/// One setting that cannot be read.
///
/// The text that stood there is never told: a token lands in the wrong variable sooner or later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct BadSetting {
    /// What it was set by: the environment variable, the parameter, or the key.
    pub name: String,
    /// What would have been accepted.
    pub expected: String,
    /// What was there, by its kind.
    pub found: String,
}

impl BadSetting {
    pub(super) fn new(name: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self { name: name.into(), expected: expected.into(), found: found.into() }
    }
}

impl fmt::Display for BadSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: expected {}, found {}", self.name, self.expected, self.found)
    }
}

/// Why the configuration cannot be read or changed.
///
/// ```
/// use gateway_cores::config::{Config, get};
///
/// let config = Config::from_variables([("GATEWAY_CACHE_BYTES", "much")]);
/// assert_eq!(
///     get(&config, "cache.bytes").unwrap_err().to_string(),
///     "`GATEWAY_CACHE_BYTES`: expected a whole number above 0, found other text",
/// );
/// assert_eq!(get(&config, "cache.byts").unwrap_err().to_string(), "no setting `cache.byts`, did you mean `cache.bytes`?");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// Settings that cannot be read, all of them.
    Bad(Vec<BadSetting>),
    /// No setting, section or preset has that name.
    Unknown {
        /// What was looked for: `setting`, `interface` or `preset`.
        what: &'static str,
        /// The name that is none.
        name: String,
        /// The nearest one that is.
        suggestion: Option<String>,
    },
    /// The setting decides where others are read from, so it is read from the environment alone.
    Fixed {
        /// Its key.
        key: String,
    },
    /// The parameters could not be fetched, and there are none from before.
    Parameters(Box<dyn Error + Send + Sync>),
}

impl ConfigError {
    #[cold]
    pub(super) fn unknown<'k>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        let suggestion = closest(name, known).map(str::to_owned);
        Self::Unknown { what, name: name.chars().take(64).collect(), suggestion }
    }

    /// The settings that cannot be read.
    pub fn bad(&self) -> &[BadSetting] {
        match self {
            Self::Bad(bad) => bad,
            _ => &[],
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bad(bad) => bad.iter().enumerate().try_for_each(|(index, bad)| {
                let separator = if index == 0 { "" } else { "; " };
                write!(f, "{separator}{bad}")
            }),
            Self::Unknown { what, name, suggestion: Some(known) } => {
                write!(f, "no {what} `{name}`, did you mean `{known}`?")
            }
            Self::Unknown { what, name, suggestion: None } => write!(f, "no {what} `{name}`"),
            Self::Fixed { key } => write!(f, "`{key}` is read from the environment alone, when the program starts"),
            Self::Parameters(error) => write!(f, "the parameters cannot be fetched: {error}"),
        }
    }
}

impl Error for ConfigError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Parameters(error) => Some(&**error),
            _ => None,
        }
    }
}
