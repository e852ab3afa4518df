//! What the system knows of the process, by `/proc`: no system call of one's own, so no unsafe code. Where there is none,
//! nothing is known.

use std::fs;

use schemars::JsonSchema;
use serde::Serialize;

/// What the process takes of the system. `None` is what the system does not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct SystemMetrics {
    /// Memory that is resident now, in bytes.
    pub resident_bytes: Option<u64>,
    /// The most that was, in bytes.
    pub peak_resident_bytes: Option<u64>,
    /// The memory of the function, in bytes: `AWS_LAMBDA_FUNCTION_MEMORY_SIZE`.
    pub memory_limit_bytes: Option<u64>,
    /// Processor time in the program, in milliseconds; the system counts it in steps of ten.
    pub user_cpu_ms: Option<u64>,
    /// Processor time in the system for the program, in milliseconds.
    pub system_cpu_ms: Option<u64>,
    /// Threads.
    pub threads: Option<u64>,
    /// Open files and sockets.
    pub open_files: Option<u64>,
    /// Pages that were there when they were needed.
    pub minor_faults: Option<u64>,
    /// Pages that had to be read first.
    pub major_faults: Option<u64>,
    /// How often the process waited.
    pub voluntary_switches: Option<u64>,
    /// How often it had to make room for another.
    pub involuntary_switches: Option<u64>,
}

/// `USER_HZ`: what `/proc` counts processor time in is a hundredth of a second on every architecture of Lambda
/// (`proc_pid_stat(5)`).
const TICK_MS: u64 = 10;

pub(super) fn read(memory_limit_bytes: Option<u64>) -> SystemMetrics {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let open_files = fs::read_dir("/proc/self/fd").ok().map(|files| files.count() as u64);
    SystemMetrics { memory_limit_bytes, open_files, ..parse(&status, &stat) }
}

/// The most memory that the process has had, in bytes.
pub(super) fn peak_resident_bytes() -> Option<u64> {
    parse(&fs::read_to_string("/proc/self/status").ok()?, "").peak_resident_bytes
}

fn parse(status: &str, stat: &str) -> SystemMetrics {
    let line = |name: &str| {
        let rest = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        rest.split_whitespace().next()?.parse::<u64>().ok()
    };
    let bytes = |name| line(name).map(|kibibytes| kibibytes.saturating_mul(1_024));
    // The second field is the program's name in brackets, and may hold anything.
    let fields: Vec<_> = stat.rsplit_once(") ").map_or("", |(_, rest)| rest).split_whitespace().collect();
    // The numbers of the manual begin at 1, and the third field is the first here.
    let field = |number: usize| fields.get(number - 3)?.parse::<u64>().ok();
    SystemMetrics {
        resident_bytes: bytes("VmRSS"),
        peak_resident_bytes: bytes("VmHWM"),
        memory_limit_bytes: None,
        user_cpu_ms: field(14).map(|ticks| ticks.saturating_mul(TICK_MS)),
        system_cpu_ms: field(15).map(|ticks| ticks.saturating_mul(TICK_MS)),
        threads: line("Threads"),
        open_files: None,
        minor_faults: field(10),
        major_faults: field(12),
        voluntary_switches: line("voluntary_ctxt_switches"),
        involuntary_switches: line("nonvoluntary_ctxt_switches"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_are_those_of_the_manual() {
        let status = "Name:\ta\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\nThreads:\t3\nvoluntary_ctxt_switches:\t7\n\
                      nonvoluntary_ctxt_switches:\t8\n";
        let stat = "42 (a ) b) S 1 2 3 4 5 6 100 11 200 12 37 5 0 0 20 0 3 0 999";
        let expected = SystemMetrics {
            resident_bytes: Some(1_048_576),
            peak_resident_bytes: Some(2_097_152),
            user_cpu_ms: Some(370),
            system_cpu_ms: Some(50),
            threads: Some(3),
            minor_faults: Some(100),
            major_faults: Some(200),
            voluntary_switches: Some(7),
            involuntary_switches: Some(8),
            ..SystemMetrics::default()
        };
        assert_eq!(parse(status, stat), expected);
    }

    #[test]
    fn what_cannot_be_read_is_unknown() {
        for (status, stat) in [("", ""), ("VmRSS:\n", "1 (a) S"), ("VmRSS: x kB", ") "), ("VmRSS", "a")] {
            assert_eq!(parse(status, stat), SystemMetrics::default(), "{status:?} {stat:?}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_is_known() {
        let system = read(None);
        assert!(
            system.peak_resident_bytes >= system.resident_bytes && system.resident_bytes > Some(100_000),
            "{system:?}"
        );
        assert!(
            system.threads >= Some(1) && system.open_files >= Some(3) && system.user_cpu_ms.is_some(),
            "{system:?}"
        );
    }
}
