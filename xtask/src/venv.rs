//! Programs in Python, each in an environment of its own in `.tools`. They come through pip, from the index that pip is
//! configured for, in the versions of a file beside this one.

use std::path::PathBuf;

use crate::command::{command, root, run};
use crate::error::Error;

/// A program in Python.
pub(crate) struct Program {
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
    /// The command of it.
    pub(crate) command: &'static str,
    /// How much is fetched.
    pub(crate) size: &'static str,
}

/// Puts the program into `.tools` unless it is there, and gives its path.
pub(crate) fn fetch(program: &Program) -> Result<PathBuf, Error> {
    let Program { package, version, command: name, size } = program;
    let folder = root().join(".tools").join(format!("{package}-{version}"));
    let path = folder.join("bin").join(name);
    if path.is_file() {
        return Ok(path);
    }
    eprintln!("{package} is not in .tools: fetching {package}=={version} with what it needs, {size}");
    let install = || {
        run(command("python3").args(["-m", "venv"]).arg(&folder))?;
        let mut pip = command(&folder.join("bin").join("python3").to_string_lossy());
        run(pip
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
            .arg(root().join(format!("xtask/src/{package}.txt"))))
    };
    install().map_err(|error| {
        Error::new(format!("{package} is a Python program, and: {error}"))
            .help("sudo apt-get install python3-venv    # or what brings `python3 -m venv` here")
    })?;
    Ok(path)
}
