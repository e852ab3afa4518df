//! The tasks of this repository: `cargo xtask --help`.

use std::process::ExitCode;

mod bench;
mod chromium;
mod command;
mod deny;
mod dynalite;
mod error;
mod nightly;
mod package;
mod step;
mod template;
mod test;
mod tools;
mod venv;
mod wheel;

use crate::error::Error;

const HELP: &str = "\
The tasks of this repository.

Usage: cargo xtask <TASK> [ARGUMENTS]

Tasks:
  test     everything that a change has to pass, in order, up to the first failure
  nightly  what takes too long for each change: large models, simulated months, a second engine, fuzzing
  bench    the figures of docs/benchmarks.md
  package  what is deployed: the zip files for Lambda
  deny     licences, advisories and banned crates of the dependencies (cargo-deny)

`cargo xtask <TASK> --help` says more.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<(), Error> {
    if bench::rustc::is_wrapper() {
        let [compiler, arguments @ ..] = arguments else {
            return Err(Error::new("cargo named no compiler"));
        };
        return bench::rustc::wrap(compiler, arguments);
    }
    match arguments {
        [] | ["--help" | "-h" | "help"] => {
            print!("{HELP}");
            Ok(())
        }
        ["test", rest @ ..] => test::run(rest),
        ["nightly", rest @ ..] => nightly::run(rest),
        ["bench", rest @ ..] => bench::run(rest),
        ["package", rest @ ..] => package::run(rest),
        ["deny", rest @ ..] => deny::run(rest),
        [task, ..] => {
            Err(Error::new(format!("there is no task `{task}`; the tasks are test, nightly, bench, package and deny")))
        }
    }
}
