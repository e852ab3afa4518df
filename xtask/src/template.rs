//! The template that deploys the app.

use std::path::PathBuf;

use crate::command::{command, root, run};
use crate::error::Error;

const VERSION: &str = "1.58.0";

/// Asks [cfn-lint](https://github.com/aws-cloudformation/cfn-lint), with what Alexa can call: functions in three regions.
///
/// Source of the regions: <https://developer.amazon.com/en-US/docs/alexa/smarthome/develop-smart-home-skills-in-multiple-languages.html>.
pub(crate) fn lint() -> Result<(), Error> {
    let mut lint = command(&linter()?.to_string_lossy());
    lint.args(["--include-checks", "I", "--regions", "us-east-1", "eu-west-1", "us-west-2", "--"]);
    run(lint.arg("deploy/template.yaml"))
}

/// The linter, in an environment of its own in `.tools`. It comes through pip, from the index that pip is configured for.
fn linter() -> Result<PathBuf, Error> {
    let folder = root().join(".tools").join(format!("cfn-lint-{VERSION}"));
    let program = folder.join("bin").join("cfn-lint");
    if program.is_file() {
        return Ok(program);
    }
    eprintln!("cfn-lint is not in .tools: fetching cfn-lint=={VERSION} with what it needs, 40 MB");
    let install = || {
        run(command("python3").args(["-m", "venv"]).arg(&folder))?;
        let mut pip = command(&folder.join("bin").join("python3").to_string_lossy());
        run(pip
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
            .arg(root().join("xtask/src/cfn-lint.txt")))
    };
    install().map_err(|error| {
        Error::new(format!("cfn-lint is a Python program, and: {error}"))
            .help("sudo apt-get install python3-venv    # or what brings `python3 -m venv` here")
    })?;
    Ok(program)
}
