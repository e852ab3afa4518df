//! What is kept of an invocation, and the line that Lambda ends its log with.

use std::fmt;
use std::time::{Duration, SystemTime};

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::invocation::Outcome;
use super::log::Log;

/// How an invocation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// With the function's answer.
    Success,
    /// With an error that the function reported.
    Failed,
    /// At its deadline.
    Timeout,
    /// With an error of this type that the function did not report itself.
    Error(&'static str),
}

/// An invocation that has ended.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// For people: the request, the operation, or the source.
    pub(super) what: String,
    pub(super) request_id: String,
    pub(super) started: SystemTime,
    pub(super) duration: Duration,
    /// What the start of the process took, if this invocation was its first.
    pub(super) init: Option<Duration>,
    pub(super) memory_mb: u32,
    /// The most that the process has had in memory so far, where the system tells.
    pub(super) max_memory_used_mb: Option<u64>,
    pub(super) status: Status,
    /// What an answer says went wrong, though the invocation did not fail.
    pub(super) complaint: Option<String>,
    pub(super) answer_bytes: usize,
    pub(super) log: Log,
}

impl Record {
    /// Whole milliseconds, begun ones included; the start of the process
    /// [is billed](https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html) as well.
    pub(super) fn billed(&self) -> Duration {
        let total = self.duration + self.init.unwrap_or_default();
        let milliseconds = total.as_nanos().div_ceil(1_000_000);
        Duration::from_millis(u64::try_from(milliseconds).unwrap_or(u64::MAX))
    }

    /// What is paid for: the billed seconds times the configured memory in GB (1024 MB).
    pub(super) fn billed_gb_seconds(&self) -> f64 {
        self.billed().as_secs_f64() * f64::from(self.memory_mb) / 1024.0
    }
}

impl Record {
    /// The lines that end the log, with what the platform itself says of `outcome`.
    pub(super) fn last_lines(&self, outcome: &Outcome) -> Vec<String> {
        let mut lines = Vec::new();
        match self.status {
            Status::Success | Status::Failed => {}
            Status::Timeout => {
                let now = OffsetDateTime::now_utc().format(&Rfc3339).unwrap_or_default();
                let seconds = self.duration.as_secs_f64();
                lines.push(format!("{now} {} Task timed out after {seconds:.2} seconds", self.request_id));
            }
            Status::Error(error_type) => {
                let error: Value = serde_json::from_slice(outcome.bytes()).unwrap_or_default();
                lines.push(error["errorMessage"].as_str().unwrap_or_default().to_owned());
                lines.push(error_type.to_owned());
            }
        }
        lines.push(format!("END RequestId: {}", self.request_id));
        lines.push(self.to_string());
        lines
    }
}

/// The [REPORT line](https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html), fields set
/// apart by tabs.
impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = |duration: Duration| duration.as_secs_f64() * 1000.0;
        write!(f, "REPORT RequestId: {}\t", self.request_id)?;
        write!(
            f,
            "Duration: {:.2} ms\tBilled Duration: {} ms\t",
            milliseconds(self.duration),
            self.billed().as_millis()
        )?;
        write!(f, "Memory Size: {} MB\t", self.memory_mb)?;
        if let Some(used) = self.max_memory_used_mb {
            write!(f, "Max Memory Used: {used} MB\t")?;
        }
        if let Some(init) = self.init {
            write!(f, "Init Duration: {:.2} ms\t", milliseconds(init))?;
        }
        match self.status {
            Status::Success | Status::Failed => Ok(()),
            Status::Timeout => write!(f, "Status: timeout"),
            Status::Error(error_type) => write!(f, "Status: error\tError Type: {error_type}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::super::log::Log;
    use super::{Record, Status};

    fn record(micros: u64, init: Option<u64>, status: Status) -> Record {
        Record {
            what: "GET /".to_owned(),
            request_id: "id".to_owned(),
            started: SystemTime::UNIX_EPOCH,
            duration: Duration::from_micros(micros),
            init: init.map(Duration::from_micros),
            memory_mb: 512,
            max_memory_used_mb: Some(14),
            status,
            complaint: None,
            answer_bytes: 0,
            log: Log::default(),
        }
    }

    #[test]
    fn the_report_is_lambdas() {
        assert_eq!(
            record(1_020, Some(18_610), Status::Success).to_string(),
            "REPORT RequestId: id\tDuration: 1.02 ms\tBilled Duration: 20 ms\tMemory Size: 512 MB\t\
             Max Memory Used: 14 MB\tInit Duration: 18.61 ms\t"
        );
        assert_eq!(
            record(3_000_000, None, Status::Timeout).to_string(),
            "REPORT RequestId: id\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 512 MB\t\
             Max Memory Used: 14 MB\tStatus: timeout"
        );
        let crashed = record(1, None, Status::Error("Runtime.ExitError")).to_string();
        assert!(crashed.ends_with("\tStatus: error\tError Type: Runtime.ExitError"), "{crashed}");
    }

    #[test]
    fn a_begun_millisecond_is_billed() {
        assert_eq!(record(1, None, Status::Success).billed(), Duration::from_millis(1));
        assert_eq!(record(1_000, None, Status::Success).billed(), Duration::from_millis(1));
        assert_eq!(record(1_001, None, Status::Success).billed(), Duration::from_millis(2));
        assert_eq!(record(0, None, Status::Success).billed(), Duration::ZERO);
        let gb_seconds = record(1_500_000, Some(500_000), Status::Success).billed_gb_seconds();
        assert!((gb_seconds - 1.0).abs() < 1e-9, "{gb_seconds}");
    }
}
