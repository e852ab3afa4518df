//! What can be set: by the program, else by the environment, else as AWS does.

use std::ffi::OsStr;
use std::ops::RangeInclusive;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

pub(super) const PORT: &str = "GATEWAY_LOCAL_PORT";
/// The name that AWS's own runtime interface emulator reads.
const TIMEOUT: &str = "AWS_LAMBDA_FUNCTION_TIMEOUT";
const MEMORY: &str = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";
const CONCURRENCY: &str = "AWS_LAMBDA_MAX_CONCURRENCY";
const NAME: &str = "AWS_LAMBDA_FUNCTION_NAME";

/// What the program itself has set.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    pub(super) port: Option<u16>,
    pub(super) timeout: Option<Duration>,
    pub(super) memory_mb: Option<u32>,
    pub(super) concurrency: Option<u16>,
    pub(super) function_name: Option<String>,
}

/// What holds for this run.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) port: u16,
    pub(super) timeout: Duration,
    pub(super) memory_mb: u32,
    pub(super) concurrency: u16,
    pub(super) function_name: String,
    pub(super) region: String,
}

impl Settings {
    /// The settings, or what is wrong with one.
    pub(super) fn new(given: &Given) -> Result<Self, String> {
        let port = match given.port {
            Some(port) => port,
            None => number(PORT, "a port from 0 to 65535")?.unwrap_or(9000),
        };

        let expected = "1 to 900 seconds";
        let (timeout, name) = match given.timeout {
            Some(timeout) => (timeout, "timeout"),
            None => (Duration::from_secs(number(TIMEOUT, expected)?.unwrap_or(300)), TIMEOUT),
        };
        let allowed = Duration::from_secs(1)..=Duration::from_mins(15);
        within(&allowed, &timeout, name, &timeout.as_secs_f64().to_string(), expected)?;

        let expected = "128 to 10240 megabytes";
        let (memory_mb, name) = match given.memory_mb {
            Some(memory_mb) => (memory_mb, "memory_mb"),
            None => (number(MEMORY, expected)?.unwrap_or(128), MEMORY),
        };
        within(&(128..=10_240), &memory_mb, name, &memory_mb.to_string(), expected)?;

        let expected = "1 to 1000 invocations";
        let (concurrency, name) = match given.concurrency {
            Some(concurrency) => (concurrency, "concurrency"),
            None => (number(CONCURRENCY, expected)?.unwrap_or(1), CONCURRENCY),
        };
        within(&(1..=1000), &concurrency, name, &concurrency.to_string(), expected)?;

        let (function_name, name) = match &given.function_name {
            Some(function_name) => (function_name.clone(), "function_name"),
            None => (std::env::var(NAME).unwrap_or_else(|_| program_name()), NAME),
        };
        if !(1..=64).contains(&function_name.len()) || function_name != plain(&function_name) {
            let expected = "1 to 64 ASCII letters, digits, hyphens and underscores";
            return Err(format!("{name} is `{function_name}`, expected {expected}"));
        }

        let region = std::env::var("AWS_REGION").map_or_else(|_| "us-east-1".to_owned(), |region| plain(&region));
        Ok(Self { port, timeout, memory_mb, concurrency, function_name, region })
    }

    /// The name of the function in an account of zeros.
    pub(super) fn arn(&self) -> String {
        format!("arn:aws:lambda:{}:000000000000:function:{}", self.region, self.function_name)
    }
}

fn within<T: PartialOrd>(
    allowed: &RangeInclusive<T>,
    value: &T,
    name: &str,
    shown: &str,
    expected: &str,
) -> Result<(), String> {
    if allowed.contains(value) { Ok(()) } else { Err(format!("{name} is `{shown}`, expected {expected}")) }
}

fn number<T: FromStr>(variable: &str, expected: &str) -> Result<Option<T>, String> {
    let Some(value) = std::env::var_os(variable) else {
        return Ok(None);
    };
    match value.to_str().and_then(|value| value.parse().ok()) {
        Some(number) => Ok(Some(number)),
        None => Err(format!("{variable} is `{}`, expected {expected}", value.display())),
    }
}

fn program_name() -> String {
    let program = std::env::current_exe().ok();
    let name = program.as_deref().and_then(Path::file_stem).and_then(OsStr::to_str);
    plain(name.unwrap_or("function")).chars().take(64).collect()
}

/// What may stand in an ARN: a program's file may be called anything.
fn plain(name: &str) -> String {
    name.replace(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_', "-")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Given, Settings};

    /// Everything that the environment of the tests could say otherwise.
    fn given() -> Given {
        Given {
            port: Some(1),
            timeout: Some(Duration::from_secs(3)),
            memory_mb: Some(512),
            concurrency: Some(4),
            function_name: Some("orders".to_owned()),
        }
    }

    #[test]
    fn the_program_decides() {
        let settings = Settings::new(&given()).unwrap();
        assert_eq!((settings.port, settings.timeout, settings.memory_mb), (1, Duration::from_secs(3), 512));
        assert_eq!((settings.concurrency, settings.function_name.as_str()), (4, "orders"));
        let arn = settings.arn();
        assert!(arn.starts_with("arn:aws:lambda:") && arn.ends_with(":000000000000:function:orders"), "{arn}");
    }

    #[test]
    fn what_aws_would_not_take_is_refused_by_the_name_of_the_setting() {
        for (given, error) in [
            (Given { timeout: Some(Duration::ZERO), ..given() }, "timeout is `0`, expected 1 to 900 seconds"),
            (
                Given { timeout: Some(Duration::from_secs(901)), ..given() },
                "timeout is `901`, expected 1 to 900 seconds",
            ),
            (Given { memory_mb: Some(127), ..given() }, "memory_mb is `127`, expected 128 to 10240 megabytes"),
            (Given { concurrency: Some(0), ..given() }, "concurrency is `0`, expected 1 to 1000 invocations"),
            (
                Given { function_name: Some("a.b".to_owned()), ..given() },
                "function_name is `a.b`, expected 1 to 64 ASCII letters, digits, hyphens and underscores",
            ),
        ] {
            assert_eq!(Settings::new(&given).unwrap_err(), error);
        }
    }
}
