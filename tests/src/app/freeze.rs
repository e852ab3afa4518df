//! Freezing a process, as Lambda freezes an environment between invocations.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use super::PATIENCE;

/// Freezes the process, and waits until none of its threads runs any more.
///
/// # Panics
/// If it cannot be frozen.
pub fn freeze(process: u32) {
    signal("STOP", process);
    let start = Instant::now();
    while !is_frozen(process) {
        assert!(start.elapsed() < PATIENCE, "{process} goes on");
        thread::sleep(Duration::from_millis(1));
    }
}

/// Lets it go on.
///
/// # Panics
/// If it is no more, or was not frozen.
pub fn thaw(process: u32) {
    assert!(is_frozen(process), "{process} goes on already");
    signal("CONT", process);
}

/// Whether no thread of the process runs.
///
/// Source: [`proc_pid_stat(5)`](https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html).
fn is_frozen(process: u32) -> bool {
    let threads = fs::read_dir(format!("/proc/{process}/task")).expect("there is such a process");
    threads.flatten().all(|thread| {
        // A thread may have ended meanwhile. The name, in parentheses, may hold anything.
        let state = fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        state.rsplit_once(") ").is_none_or(|(_, rest)| rest.starts_with('T'))
    })
}

fn signal(name: &str, process: u32) {
    let told = Command::new("kill").args(["-s", name, &process.to_string()]).status().expect("kill runs");
    assert!(told.success(), "{name}: {told}");
}
