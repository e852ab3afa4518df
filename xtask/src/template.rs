//! The template that deploys the app.

use crate::command::{command, run};
use crate::error::Error;
use crate::venv::{self, Program};

const LINTER: Program = Program { package: "cfn-lint", version: "1.58.0", command: "cfn-lint", size: "40 MB" };

/// Asks [cfn-lint](https://github.com/aws-cloudformation/cfn-lint), with what Alexa can call: functions in three regions.
///
/// Source of the regions: <https://developer.amazon.com/en-US/docs/alexa/smarthome/develop-smart-home-skills-in-multiple-languages.html>.
pub(crate) fn lint() -> Result<(), Error> {
    let mut lint = command(&venv::fetch(&LINTER)?.to_string_lossy());
    lint.args(["--include-checks", "I", "--regions", "us-east-1", "eu-west-1", "us-west-2", "--"]);
    run(lint.arg("deploy/template.yaml"))
}
