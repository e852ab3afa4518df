//! What can be set: by the program, else by the environment, else as AWS does.

use std::ffi::OsStr;
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
        let timeout = match given.timeout {
            Some(timeout) => timeout,
            None => Duration::from_secs(number(TIMEOUT, "whole seconds from 1 to 900")?.unwrap_or(300)),
        };
        if !(Duration::from_secs(1)..=Duration::from_mins(15)).contains(&timeout) {
            let seconds = timeout.as_secs_f64();
            return Err(format!("{TIMEOUT} is `{seconds}`, expected whole seconds from 1 to 900"));
        }
        let memory_mb = match given.memory_mb {
            Some(memory_mb) => memory_mb,
            None => number(MEMORY, "whole megabytes from 128 to 10240")?.unwrap_or(128),
        };
        if !(128..=10_240).contains(&memory_mb) {
            return Err(format!("{MEMORY} is `{memory_mb}`, expected whole megabytes from 128 to 10240"));
        }
        let concurrency = match given.concurrency {
            Some(concurrency) => concurrency,
            None => number(CONCURRENCY, "a whole number from 1 to 1000")?.unwrap_or(1),
        };
        if !(1..=1000).contains(&concurrency) {
            return Err(format!("{CONCURRENCY} is `{concurrency}`, expected a whole number from 1 to 1000"));
        }
        let function_name = match &given.function_name {
            Some(name) => name.clone(),
            None => std::env::var(NAME).unwrap_or_else(|_| program_name()),
        };
        if function_name.is_empty() || function_name.len() > 64 || function_name != plain(&function_name) {
            return Err(format!(
                "{NAME} is `{function_name}`, expected up to 64 letters, digits, hyphens, underscores"
            ));
        }
        let region = std::env::var("AWS_REGION").map_or_else(|_| "us-east-1".to_owned(), |region| plain(&region));
        Ok(Self { port, timeout, memory_mb, concurrency, function_name, region })
    }

    /// The name of the function in an account of zeros.
    pub(super) fn arn(&self) -> String {
        format!("arn:aws:lambda:{}:000000000000:function:{}", self.region, self.function_name)
    }
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
