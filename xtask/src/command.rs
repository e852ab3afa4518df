//! Child processes, always in the root of the repository unless said otherwise.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::error::Error;

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the repository")
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(target) => root().join(target),
        None => root().join("target"),
    }
}

/// `program` in the root of the repository.
pub(crate) fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that started this program, so that the pinned toolchain is used.
pub(crate) fn cargo() -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.current_dir(root());
    command
}

/// `command` as one would type it.
pub(crate) fn line(command: &Command) -> String {
    let variables = command
        .get_envs()
        .filter_map(|(key, value)| Some(format!("{}={}", key.display(), quote(&value?.to_string_lossy()))));
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let arguments = command.get_args().map(|argument| quote(&argument.to_string_lossy()));
    variables.chain([program.display().to_string()]).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn quote(text: &str) -> String {
    if text.contains(char::is_whitespace) { format!("'{text}'") } else { text.to_owned() }
}

/// Runs `command` with the terminal as its own.
pub(crate) fn run(command: &mut Command) -> Result<(), Error> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(Error::new(format!("`{}` failed: {status}", line(command)))) }
}

/// What `command` prints on its standard output; its complaints go to the terminal.
pub(crate) fn read(command: &mut Command) -> Result<String, Error> {
    text(command, |command| command.stderr(Stdio::inherit()))
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What `command` prints on its standard error, which is shown only if it fails.
pub(crate) fn read_errors(command: &mut Command) -> Result<String, Error> {
    text(command, |command| command.stderr(Stdio::piped()))
        .map(|output| String::from_utf8_lossy(&output.stderr).into_owned())
}

fn text(command: &mut Command, prepare: impl Fn(&mut Command) -> &mut Command) -> Result<Output, Error> {
    let output = prepare(command).output().map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        Ok(output)
    } else {
        let complaint = String::from_utf8_lossy(&output.stderr);
        Err(Error::new(format!("`{}` failed: {}\n{complaint}", line(command), output.status)))
    }
}

/// An error for a program that could not be started at all.
pub(crate) fn not_started(command: &Command, error: &std::io::Error) -> Error {
    Error::new(format!("`{}` cannot be started: {error}", line(command)))
}
