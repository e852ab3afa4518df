//! `cargo xtask deny`.

use std::process::Command;

use crate::error::Error;
use crate::{command, tools};

const VERSION: &str = "0.20.2";

const HELP: &str = "\
Checks the dependencies against deny.toml: licences, advisories, banned crates, sources.

Usage: cargo xtask deny [ARGUMENTS OF `cargo deny check`]

`cargo xtask test` checks the same but for the advisories: their list is fetched from the network at
each run, so that what passed yesterday can fail today.
";

pub(crate) fn run(arguments: &[&str]) -> Result<(), Error> {
    if let ["--help" | "-h", ..] = arguments {
        print!("{HELP}");
        return Ok(());
    }
    check(arguments)
}

/// What does not change unless the repository does.
pub(crate) fn check_offline() -> Result<(), Error> {
    check(&["bans", "licenses", "sources"])
}

fn check(arguments: &[&str]) -> Result<(), Error> {
    let deny = tools::install("cargo-deny", VERSION)?;
    command::run(Command::new(deny).current_dir(command::root()).arg("check").args(arguments))
}
