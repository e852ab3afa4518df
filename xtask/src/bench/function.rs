//! A function as Lambda runs it, and what the system says of its process.

use std::fs;
use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::runtime_api::{RuntimeApi, Served};
use crate::command::{command, line, not_started, read, run};
use crate::error::Error;

/// A function that was given all of its events, and waits for one more.
pub(super) struct Finished {
    /// From before its process was made until it asked for its first event.
    pub(super) start: Duration,
    pub(super) served: Served,
    /// On a processor, for the program and in the system.
    pub(super) cpu: Duration,
    /// Bytes that are in memory, also of its file.
    pub(super) resident: f64,
    /// What it wrote to standard error.
    pub(super) report: String,
}

/// Has a function serve `event` so many times.
pub(super) fn serve(
    function: &mut Command,
    variables: &[(&str, &str)],
    event: &str,
    times: u32,
) -> Result<Finished, Error> {
    let api = RuntimeApi::start(event.as_bytes(), times)?;
    // Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
    function.env_clear().envs([
        ("AWS_LAMBDA_RUNTIME_API", &*api.address().to_string()),
        ("AWS_LAMBDA_FUNCTION_NAME", "orders"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
        ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/orders"),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "2026/03/13/[$LATEST]4459c970fa6d4c77aca62c95850fce54"),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "example"),
        ("AWS_SESSION_TOKEN", "example"),
    ]);
    function.envs(variables.iter().copied()).stdout(Stdio::null()).stderr(Stdio::piped());
    let begin = Instant::now();
    let mut child = function.spawn().map_err(|error| not_started(function, &error))?;
    let served = api.wait();
    let process = Process(child.id());
    let seen = process.cpu().and_then(|cpu| Ok((cpu, process.resident()?)));
    end(&mut child)?;
    let mut report = String::new();
    if let Some(mut output) = child.stderr.take() {
        let _ = output.read_to_string(&mut report);
    }
    let _ = child.wait();
    match (served, seen) {
        (Ok(served), Ok((cpu, resident))) => {
            Ok(Finished { start: served.first.duration_since(begin), served, cpu, resident, report })
        }
        (Err(error), _) | (_, Err(error)) => Err(Error::new(format!("`{}`: {error}\n{report}", line(function)))),
    }
}

/// As Lambda ends an environment. Callgrind reports at a signal that can be handled.
fn end(function: &mut Child) -> Result<(), Error> {
    run(command("kill").args(["-TERM", &function.id().to_string()]))
}

/// Has this thread, and what it starts from now on, run on these processors alone; those that it ran on before.
pub(super) fn pin(processors: &str) -> Result<String, Error> {
    let this = std::process::id().to_string();
    let before = read(Command::new("taskset").args(["-cp", &this]))?;
    run(Command::new("taskset").args(["-cp", processors, &this]).stdout(Stdio::null()))?;
    let list = before.rsplit(": ").next().unwrap_or_default();
    Ok(list.trim().to_owned())
}

/// The folder of a process in `/proc`: <https://docs.kernel.org/filesystems/proc.html>.
struct Process(u32);

impl Process {
    /// Of all threads that have not ended.
    fn cpu(&self) -> Result<Duration, Error> {
        let folder = format!("/proc/{}/task", self.0);
        let threads = fs::read_dir(&folder).map_err(|error| Error::new(format!("{folder}: {error}")))?;
        let mut sum = 0;
        for thread in threads.flatten() {
            let text = contents(&format!("{}/schedstat", thread.path().display()))?;
            let time = text.split(' ').next().and_then(|time| time.parse::<u64>().ok());
            sum += time.ok_or_else(|| Error::new(format!("the time of a thread is no number: {text}")))?;
        }
        Ok(Duration::from_nanos(sum))
    }

    /// Exact, as opposed to what `status` says.
    fn resident(&self) -> Result<f64, Error> {
        let text = contents(&format!("/proc/{}/smaps_rollup", self.0))?;
        let kilobytes =
            text.lines().find_map(|line| line.strip_prefix("Rss:")?.trim().strip_suffix(" kB")?.parse().ok());
        let kilobytes: Option<f64> = kilobytes;
        kilobytes.map(|size| size * 1024.0).ok_or_else(|| Error::new(format!("no resident memory is told:\n{text}")))
    }
}

fn contents(path: &str) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|error| Error::new(format!("{path} cannot be read: {error}")))
}
