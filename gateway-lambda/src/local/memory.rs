//! How much memory a process has had.

/// The most resident memory that the process has had, in whole megabytes (1024 kB), a begun one included; `None` where
/// the system does not tell. See [proc(5)](https://man7.org/linux/man-pages/man5/proc_pid_status.5.html), `VmHWM`.
pub(super) fn peak_mb(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes.div_ceil(1024))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::peak_mb;

    #[test]
    fn this_process_has_some() {
        let before = peak_mb(std::process::id()).expect("Linux tells");
        let block = vec![1_u8; 64 << 20];
        let after = peak_mb(std::process::id()).expect("Linux tells");
        assert!(after >= 64 && after >= before, "{before} then {after}, with {}", block.len());
        assert_eq!(peak_mb(u32::MAX), None);
    }
}
