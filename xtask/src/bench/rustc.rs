//! The CPU time of compiling one crate.
//!
//! Cargo is told to start the compiler of workspace members through this program, which adds what the
//! compiler used (itself, its threads and its linker) to a file. Cargo's own time does not count.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use crate::error::Error;

/// The file for the CPU times. Its presence in the environment is how this program knows that cargo
/// started it in the compiler's place.
const LOG: &str = "XTASK_RUSTC_LOG";

/// Is this process to be the compiler?
pub(crate) fn is_wrapper() -> bool {
    std::env::var_os(LOG).is_some()
}

/// Runs the compiler, and logs its CPU time if it compiles (cargo also asks it for its version).
pub(crate) fn wrap(compiler: &str, arguments: &[&str]) -> Result<(), Error> {
    crate::command::run(Command::new(compiler).args(arguments))?;
    let Some(log) = std::env::var_os(LOG) else { return Ok(()) };
    if !arguments.iter().any(|argument| argument.starts_with("--emit")) {
        return Ok(());
    }
    let failed = |error: std::io::Error| Error::new(format!("{} cannot be written: {error}", log.display()));
    let mut file = OpenOptions::new().create(true).append(true).open(&log).map_err(failed)?;
    writeln!(file, "{}", children_seconds()?).map_err(failed)
}

/// User and system time of every child that has ended, in seconds; proc(5), fields 16 and 17.
fn children_seconds() -> Result<f64, Error> {
    /// `CLK_TCK`, which Linux fixes at 100 for all that user space sees.
    const TICKS_PER_SECOND: f64 = 100.0;

    let stat = fs::read_to_string("/proc/self/stat")
        .map_err(|error| Error::new(format!("CPU time is read from /proc, which fails: {error}")))?;
    let ticks = stat.rsplit_once(") ").and_then(|(_, fields)| {
        let mut fields = fields.split(' ').skip(13);
        Some(fields.next()?.parse::<f64>().ok()? + fields.next()?.parse::<f64>().ok()?)
    });
    ticks.map(|ticks| ticks / TICKS_PER_SECOND).ok_or_else(|| Error::new("/proc/self/stat is not as proc(5) says"))
}

/// Runs `cargo`, which compiles one workspace member, and says what that took in CPU seconds.
pub(crate) fn measure(cargo: &mut Command, folder: &Path) -> Result<f64, Error> {
    let log = folder.join("rustc.log");
    let _ = fs::remove_file(&log);
    crate::command::read_errors(instrument(cargo).env(LOG, &log))?;
    let text = fs::read_to_string(&log)
        .map_err(|error| Error::new(format!("cargo compiled nothing: {}: {error}", log.display())))?;
    Ok(text.lines().filter_map(|line| line.parse::<f64>().ok()).sum())
}

/// Makes `cargo` start this program in the place of the compiler, for workspace members.
fn instrument(cargo: &mut Command) -> &mut Command {
    let this = std::env::current_exe().expect("the system knows which program is running");
    cargo.env("RUSTC_WORKSPACE_WRAPPER", this).env("CARGO_INCREMENTAL", "0")
}
