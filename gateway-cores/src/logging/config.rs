//! What the environment says about logging.

use super::level::LogLevel;

/// Bytes of debug lines that one invocation keeps, as in Powertools.
const BUFFER_BYTES: usize = 20_480;

/// Bytes that one invocation may write.
///
/// A guard against a loop that logs, not a budget: twenty thousand invocations at the cap are the 5 GB of logs that
/// AWS gives away each month.
const INVOCATION_BYTES: usize = 262_144;

/// How a [`Logger`](super::Logger) is set up.
///
/// | variable, the first that is set | meaning | default |
/// | --- | --- | --- |
/// | `GATEWAY_SERVICE_NAME`, `POWERTOOLS_SERVICE_NAME` | `service` of every line | `service_undefined` |
/// | `AWS_LAMBDA_LOG_LEVEL` | the level that the platform lets through; it wins over every other | none |
/// | `GATEWAY_LOG_LEVEL`, `POWERTOOLS_LOG_LEVEL`, `LOG_LEVEL` | the least severe level that is written | `INFO` |
/// | `GATEWAY_LOGGER_SAMPLE_RATE`, `POWERTOOLS_LOGGER_SAMPLE_RATE` | share of invocations, 0 to 1, whose debug lines are written | `0` |
/// | `GATEWAY_LOGGER_BUFFER_BYTES` | bytes of debug lines kept for the case that the invocation fails; 0 keeps none | `20480` |
/// | `GATEWAY_LOGGER_INVOCATION_BYTES` | bytes that one invocation may write, and as many outside of any until the next begins to log; 0 is no limit | `262144` |
/// | `AWS_LAMBDA_FUNCTION_NAME`, `AWS_LAMBDA_FUNCTION_MEMORY_SIZE` | keys of lines outside of an invocation | none |
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
    pub(super) function_name: Option<String>,
    pub(super) memory_size: Option<u32>,
    pub(super) problems: Vec<String>,
}

impl LogConfig {
    /// Reads the environment of the process.
    pub fn from_env() -> Self {
        Self::from_lookup(|name| std::env::var(name).ok())
    }

    /// Reads variables from somewhere else.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Self {
        let mut reader = Reader { lookup, problems: Vec::new() };
        let rate = |rate: &f64| (0.0..=1.0).contains(rate);
        Self {
            service: reader
                .read(&["GATEWAY_SERVICE_NAME", "POWERTOOLS_SERVICE_NAME"], |_: &String| true)
                .unwrap_or_else(|| "service_undefined".to_owned()),
            level: reader
                .read(&["GATEWAY_LOG_LEVEL", "POWERTOOLS_LOG_LEVEL", "LOG_LEVEL"], |_| true)
                .unwrap_or(LogLevel::Info),
            platform_level: reader.read(&["AWS_LAMBDA_LOG_LEVEL"], |_| true),
            sample_rate: reader
                .read(&["GATEWAY_LOGGER_SAMPLE_RATE", "POWERTOOLS_LOGGER_SAMPLE_RATE"], rate)
                .unwrap_or(0.0),
            buffer_bytes: reader.read(&["GATEWAY_LOGGER_BUFFER_BYTES"], |_| true).unwrap_or(BUFFER_BYTES),
            invocation_bytes: match reader.read(&["GATEWAY_LOGGER_INVOCATION_BYTES"], |_| true) {
                None => INVOCATION_BYTES,
                Some(0) => usize::MAX,
                Some(bytes) => bytes,
            },
            function_name: reader.read(&["AWS_LAMBDA_FUNCTION_NAME"], |_| true),
            memory_size: reader.read(&["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"], |_| true),
            problems: reader.problems,
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

    /// Whether lines may be written that the level alone would not let through: kept back, or of a sampled invocation.
    pub(super) fn may_exceed_level(&self) -> bool {
        self.buffer_bytes > 0 || self.sample_rate > 0.0
    }
}

struct Reader<F> {
    lookup: F,
    problems: Vec<String>,
}

impl<F: Fn(&str) -> Option<String>> Reader<F> {
    /// The first of `names` that is set, if it can be read and is `allowed`.
    fn read<T: std::str::FromStr>(&mut self, names: &[&str], allowed: impl FnOnce(&T) -> bool) -> Option<T> {
        let (name, text) = names
            .iter()
            .find_map(|name| (self.lookup)(name).filter(|text| !text.trim().is_empty()).map(|text| (name, text)))?;
        let value = text.trim().parse().ok().filter(allowed);
        if value.is_none() {
            self.problems.push(format!("{name} cannot be read, its default is used"));
        }
        value
    }
}

#[cfg(test)]
mod tests {
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
        assert!(!config.may_exceed_level());
    }
}
