//! What the configuration says about logging.

use serde_json::Value;

use super::level::LogLevel;
use crate::config::{BadSetting, Config, SettingValue, from_variables};

crate::settings! {
    /// What can be set of the logger.
    struct LogSettings in "logging" {
        /// `service` of every line; holds from the start of the process on.
        #[env("GATEWAY_SERVICE_NAME", "POWERTOOLS_SERVICE_NAME")]
        service: String = "service_undefined".to_owned(),
        /// The least severe level that is written.
        #[env("GATEWAY_LOG_LEVEL", "POWERTOOLS_LOG_LEVEL", "LOG_LEVEL")]
        level: LogLevel = LogLevel::Info,
        /// Share of invocations, 0 to 1, whose debug lines are written.
        #[env("GATEWAY_LOGGER_SAMPLE_RATE", "POWERTOOLS_LOGGER_SAMPLE_RATE")]
        sample_rate: SampleRate = SampleRate(0.0),
        /// Bytes of debug lines that an invocation keeps for the case that it fails; 0 keeps none. The default is that of
        /// Powertools.
        #[env("GATEWAY_LOGGER_BUFFER_BYTES")]
        #[tiers(minimum = 4_096, maximum = 65_536)]
        #[memory(1)]
        buffer_bytes: usize = 20_480,
        /// Bytes that an invocation may write, and as many outside of any until the next begins to log; 0 is no limit. A
        /// guard against a loop that logs, not a budget: twenty thousand invocations at the default are the 5 GB of logs
        /// that AWS gives away each month.
        #[env("GATEWAY_LOGGER_INVOCATION_BYTES")]
        #[tiers(minimum = 65_536, maximum = 1_048_576)]
        invocation_bytes: usize = 262_144,
        /// Recorded errors that are remembered, the last ones.
        #[env("GATEWAY_LOGGER_RECENT_ERRORS")]
        #[tiers(minimum = 10, maximum = 500)]
        #[memory(10_240)]
        recent_errors: usize = 100,
    }
}

/// A share, 0 to 1.
struct SampleRate(f64);

impl SettingValue for SampleRate {
    const EXPECTED: &'static str = "a number from 0 to 1";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|share| (0.0..=1.0).contains(share)).map(Self)
    }

    fn show(&self) -> Value {
        self.0.into()
    }
}

impl SettingValue for LogLevel {
    const EXPECTED: &'static str = "`TRACE`, `DEBUG`, `INFO`, `WARNING`, `ERROR`, `CRITICAL` or `SILENT`";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn show(&self) -> Value {
        self.as_str().into()
    }
}

/// How a [`Logger`](super::Logger) is set up.
///
/// What can be set stands in the section `logging` of the [configuration](crate::config); the platform adds these:
///
/// | variable | meaning |
/// | --- | --- |
/// | `AWS_LAMBDA_LOG_LEVEL` | the level that the platform lets through; it wins over every other |
/// | `AWS_LAMBDA_FUNCTION_NAME`, `AWS_LAMBDA_FUNCTION_MEMORY_SIZE` | keys of lines outside of an invocation |
///
/// A variable that is set to the empty text counts as unset. One that cannot be read keeps its default and is reported
/// by a warning, the first line of the logger. Under `AWS_LAMBDA_LOG_LEVEL`, `level` is `WARN` and `FATAL` where it is
/// else `WARNING` and `CRITICAL`: Lambda's filter takes names that it does not know for INFO. Sources: the [log-level
/// filtering] of Lambda and the [environment variables of Powertools].
///
/// [log-level filtering]: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
/// [environment variables of Powertools]: https://docs.powertools.aws.dev/lambda/python/latest/environment-variables/
///
/// ```
/// use gateway_cores::logging::{LogConfig, LogLevel};
///
/// let config = LogConfig::from_lookup(|name| (name == "POWERTOOLS_LOG_LEVEL").then(|| "warn".to_owned()));
/// assert_eq!(config.level(), LogLevel::Warning);
/// assert_eq!(config.with_level(LogLevel::Debug).level(), LogLevel::Debug);
/// ```
#[derive(Clone, Debug)]
pub struct LogConfig {
    pub(super) service: String,
    pub(super) level: LogLevel,
    pub(super) platform_level: Option<LogLevel>,
    pub(super) sample_rate: f64,
    pub(super) buffer_bytes: usize,
    pub(super) invocation_bytes: usize,
    pub(super) recent_errors: usize,
    pub(super) function_name: Option<String>,
    pub(super) memory_size: Option<u32>,
    pub(super) problems: Vec<String>,
}

impl LogConfig {
    /// Reads the environment of the process.
    pub fn from_env() -> Self {
        Self::from_lookup(|name| gateway_runtime::variable(name).map(str::to_owned))
    }

    /// Reads variables from somewhere else.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Self {
        Self::new(from_variables(&lookup), lookup)
    }

    /// Reads the configuration of the program.
    pub(super) fn of(config: &Config) -> Self {
        Self::new(config.section_or_defaults(), |name| config.variable(name))
    }

    /// Has these reported with what cannot be read.
    pub(super) fn with_problems(mut self, problems: Vec<String>) -> Self {
        self.problems.extend(problems);
        self
    }

    fn new((settings, bad): (LogSettings, Vec<BadSetting>), variable: impl Fn(&str) -> Option<String>) -> Self {
        let mut problems: Vec<_> = bad.iter().map(|bad| format!("{bad}; its default is used")).collect();
        let platform = variable("AWS_LAMBDA_LOG_LEVEL").filter(|text| !text.trim().is_empty());
        let platform_level = platform.as_deref().and_then(|text| text.parse().ok());
        if platform.is_some() && platform_level.is_none() {
            problems.push(format!("`AWS_LAMBDA_LOG_LEVEL`: expected {}, found other text", LogLevel::EXPECTED));
        }
        Self {
            service: settings.service,
            level: settings.level,
            platform_level,
            sample_rate: settings.sample_rate.0,
            buffer_bytes: settings.buffer_bytes,
            invocation_bytes: match settings.invocation_bytes {
                0 => usize::MAX,
                bytes => bytes,
            },
            recent_errors: settings.recent_errors,
            function_name: variable("AWS_LAMBDA_FUNCTION_NAME").filter(|name| !name.is_empty()),
            memory_size: variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").and_then(|text| text.trim().parse().ok()),
            problems,
        }
    }

    /// Names the service.
    #[must_use]
    pub fn with_service(mut self, service: impl Into<String>) -> Self {
        self.service = service.into();
        self
    }

    /// Sets the level in the program; only the platform's own level wins over it.
    #[must_use]
    pub fn with_level(mut self, level: LogLevel) -> Self {
        self.level = level;
        self
    }

    /// The level that holds at the start: the platform's if there is one.
    pub fn level(&self) -> LogLevel {
        self.platform_level.unwrap_or(self.level)
    }
}

#[cfg(test)]
mod tests {
    use super::super::limits::Limits;
    use super::*;

    fn config(variables: &[(&str, &str)]) -> LogConfig {
        LogConfig::from_lookup(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn defaults_are_those_of_powertools() {
        let config = config(&[]);
        assert_eq!(config.service, "service_undefined");
        assert_eq!(config.level(), LogLevel::Info);
        assert_eq!(config.buffer_bytes, 20_480);
        assert!(config.sample_rate.abs() < f64::EPSILON && config.problems.is_empty());
    }

    #[test]
    fn our_own_names_win_over_those_of_powertools() {
        let config = config(&[
            ("LOG_LEVEL", "TRACE"),
            ("POWERTOOLS_LOG_LEVEL", "DEBUG"),
            ("GATEWAY_LOG_LEVEL", "ERROR"),
            ("POWERTOOLS_SERVICE_NAME", "theirs"),
            ("GATEWAY_SERVICE_NAME", "ours"),
            ("POWERTOOLS_LOGGER_SAMPLE_RATE", "0.5"),
        ]);
        assert_eq!(config.level(), LogLevel::Error);
        assert_eq!(config.service, "ours");
        assert!((config.sample_rate - 0.5).abs() < f64::EPSILON);
    }

    #[test]
    fn an_empty_variable_is_an_unset_one() {
        let config = config(&[("GATEWAY_LOG_LEVEL", " "), ("LOG_LEVEL", "warn")]);
        assert_eq!(config.level(), LogLevel::Warning);
    }

    #[test]
    fn the_platform_has_the_last_word() {
        let config = config(&[("AWS_LAMBDA_LOG_LEVEL", "WARN"), ("LOG_LEVEL", "DEBUG")]);
        assert_eq!(config.with_level(LogLevel::Trace).level(), LogLevel::Warning);
    }

    #[test]
    fn what_cannot_be_read_is_reported_without_its_value() {
        let config = config(&[("GATEWAY_LOGGER_SAMPLE_RATE", "1.5"), ("LOG_LEVEL", "loud")]);
        assert_eq!(config.level(), LogLevel::Info);
        assert_eq!(config.problems.len(), 2);
        assert!(config.problems.iter().all(|problem| !problem.contains("loud") && !problem.contains("1.5")));
    }

    #[test]
    fn zero_bytes_is_no_buffer_but_no_limit() {
        let config = config(&[("GATEWAY_LOGGER_BUFFER_BYTES", "0"), ("GATEWAY_LOGGER_INVOCATION_BYTES", "0")]);
        assert_eq!((config.buffer_bytes, config.invocation_bytes), (0, usize::MAX));
        assert!(!Limits::of(&config).may_exceed_level());
    }
}
