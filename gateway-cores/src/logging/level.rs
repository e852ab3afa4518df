//! The levels of Powertools, and how the environment and `tracing` name them.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::de::{self, Deserialize, Deserializer};
use serde::{Serialize, Serializer};

/// How severe a line is, or the least severe line that is let through.
///
/// The names and their order are those of Powertools for AWS Lambda. `tracing` has no `CRITICAL`: only
/// [`critical`](super::critical()) writes it. `Silent` is a threshold only: nothing is that severe.
///
/// Reading a level ignores case and knows the other names in use: `NOTSET` is [`Trace`](Self::Trace), `WARN` is
/// [`Warning`](Self::Warning), `FATAL` is [`Critical`](Self::Critical), `OFF` is [`Silent`](Self::Silent).
///
/// ```
/// use gateway_cores::logging::LogLevel;
///
/// assert_eq!("warn".parse(), Ok(LogLevel::Warning));
/// assert!(LogLevel::Warning < LogLevel::Error);
/// assert_eq!(LogLevel::Critical.to_string(), "CRITICAL");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(rename_all = "UPPERCASE")]
pub enum LogLevel {
    /// Finer than debugging.
    Trace,
    /// For whoever looks for a fault; kept back, and written if the invocation fails.
    Debug,
    /// What happened.
    Info,
    /// Odd, but the invocation goes on.
    Warning,
    /// The invocation, or a part of it, failed.
    Error,
    /// The service cannot work until somebody acts.
    Critical,
    /// As a threshold: nothing is written.
    Silent,
}

impl LogLevel {
    /// Every level, the least severe first.
    pub const ALL: [Self; 7] =
        [Self::Trace, Self::Debug, Self::Info, Self::Warning, Self::Error, Self::Critical, Self::Silent];

    /// The name that stands in a line: upper case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trace => "TRACE",
            Self::Debug => "DEBUG",
            Self::Info => "INFO",
            Self::Warning => "WARNING",
            Self::Error => "ERROR",
            Self::Critical => "CRITICAL",
            Self::Silent => "SILENT",
        }
    }

    /// The name that Lambda's own filter knows. It takes a line whose level it does not know for INFO, so under
    /// `AWS_LAMBDA_LOG_LEVEL` a `CRITICAL` line could be lost. ([log-level filtering])
    ///
    /// [log-level filtering]: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
    pub(super) const fn platform_str(self) -> &'static str {
        match self {
            Self::Warning => "WARN",
            Self::Critical => "FATAL",
            same => same.as_str(),
        }
    }

    /// The most verbose `tracing` filter that lets this level and the more severe ones through.
    pub(super) const fn filter(self) -> tracing_core::LevelFilter {
        use tracing_core::LevelFilter;
        match self {
            Self::Trace => LevelFilter::TRACE,
            Self::Debug => LevelFilter::DEBUG,
            Self::Info => LevelFilter::INFO,
            Self::Warning => LevelFilter::WARN,
            Self::Error => LevelFilter::ERROR,
            Self::Critical | Self::Silent => LevelFilter::OFF,
        }
    }
}

impl From<tracing::Level> for LogLevel {
    fn from(level: tracing::Level) -> Self {
        match level {
            tracing::Level::TRACE => Self::Trace,
            tracing::Level::DEBUG => Self::Debug,
            tracing::Level::INFO => Self::Info,
            tracing::Level::WARN => Self::Warning,
            tracing::Level::ERROR => Self::Error,
        }
    }
}

impl fmt::Display for LogLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The text names no level; its `Display` lists those that exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLevel(String);

impl fmt::Display for UnknownLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no log level is called `{}`, there are TRACE, DEBUG, INFO, WARNING, ERROR, CRITICAL, SILENT", self.0)
    }
}

impl std::error::Error for UnknownLevel {}

impl FromStr for LogLevel {
    type Err = UnknownLevel;

    fn from_str(text: &str) -> Result<Self, UnknownLevel> {
        match text.trim().to_ascii_uppercase().as_str() {
            "TRACE" | "NOTSET" => Ok(Self::Trace),
            "DEBUG" => Ok(Self::Debug),
            "INFO" => Ok(Self::Info),
            "WARNING" | "WARN" => Ok(Self::Warning),
            "ERROR" => Ok(Self::Error),
            "CRITICAL" | "FATAL" => Ok(Self::Critical),
            "SILENT" | "OFF" => Ok(Self::Silent),
            _ => Err(UnknownLevel(text.chars().take(32).collect())),
        }
    }
}

impl Serialize for LogLevel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for LogLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back_in_any_case() {
        for level in LogLevel::ALL {
            assert_eq!(level.as_str().parse(), Ok(level));
            assert_eq!(level.as_str().to_lowercase().parse(), Ok(level));
            let json = serde_json::to_string(&level).unwrap();
            assert_eq!(serde_json::from_str::<LogLevel>(&json).unwrap(), level);
        }
    }

    #[test]
    fn the_other_names_in_use_are_known() {
        assert_eq!("NOTSET".parse(), Ok(LogLevel::Trace));
        assert_eq!("warn".parse(), Ok(LogLevel::Warning));
        assert_eq!(" Fatal ".parse(), Ok(LogLevel::Critical));
        assert_eq!("off".parse(), Ok(LogLevel::Silent));
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let error = "verbose".parse::<LogLevel>().unwrap_err().to_string();
        assert!(error.contains("`verbose`") && error.contains("WARNING"), "{error}");
    }
}
