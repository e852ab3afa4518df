//! `cargo xtask nightly`.

use std::fs;

use crate::command::{cargo, command, root, run as run_command, target};
use crate::error::Error;
use crate::step::{self, Step};
use crate::{dynalite, tools};

const STEPS: &[Step] = &[
    Step { name: "models", about: "millions of states of the lease protocol overdraw nothing", run: models },
    Step { name: "months", about: "320 simulated months reach every figure, and the page shows them", run: months },
    Step { name: "trouble", about: "960 months of a store in trouble overdraw nothing", run: trouble },
    Step { name: "dynalite", about: "the table does what a record does, on a second engine", run: second_engine },
    Step { name: "fuzz", about: "a minute of foreign bytes for each fuzz target", run: fuzz },
];

/// The targets of `fuzz/`, with where their first inputs are, and the longest input that is worth its time.
const FUZZ_TARGETS: &[(&str, &str, u16)] = &[
    ("execute_json", "fuzz/seeds/execute_json", 512),
    ("params", "fuzz/seeds/params", 512),
    ("recognise", "gateway-lambda/tests/events", 4096),
];
const FUZZ_SECONDS: u8 = 60;

pub(crate) fn run(arguments: &[&str]) -> Result<(), Error> {
    if let ["--help" | "-h", ..] = arguments {
        print!(
            "What takes too long for each change, in order, up to the first failure: some twenty minutes on two cores,\n\
             and ten more for what is built at the first run.\n\n\
             Usage: cargo xtask nightly [STEP..]\n\n\
             Steps:\n{}\n\
             Needs what `cargo xtask test` needs; for `fuzz` also a nightly toolchain of rustup and a C++ compiler.\n",
            step::describe(STEPS)
        );
        return Ok(());
    }
    step::run_all("cargo xtask nightly", &step::select(STEPS, arguments)?)
}

fn models() -> Result<(), Error> {
    long_tests("model", &[])
}

fn months() -> Result<(), Error> {
    long_tests("month", &["every_figure_with_twenty_seeds", "table"])
}

fn trouble() -> Result<(), Error> {
    long_tests("month", &["a_store_in_trouble_overdraws_no_whole_month"])
}

/// The tests of the protocol that are ignored otherwise, or some of them.
fn long_tests(suite: &str, names: &[&str]) -> Result<(), Error> {
    let mut test = cargo();
    test.args(["test", "--release", "--locked", "--package", "gateway-free-tier", "--test", suite, "--"]);
    run_command(test.args(["--ignored", "--nocapture"]).args(names))
}

fn second_engine() -> Result<(), Error> {
    dynalite::fetch()?;
    let mut test = cargo();
    test.args(["test", "--locked", "--package", "dynamo-db-tests", "--test", "engine", "--", "--ignored"]);
    run_command(&mut test)
}

fn fuzz() -> Result<(), Error> {
    tools::add_nightly()?;
    let program = tools::install("cargo-fuzz", "0.13.2")?;
    for (name, seeds, longest) in FUZZ_TARGETS {
        let corpus = root().join("fuzz/corpus").join(name);
        fs::create_dir_all(&corpus)
            .map_err(|error| Error::new(format!("cannot make {}: {error}", corpus.display())))?;
        let mut fuzz = command("rustup");
        fuzz.args(["run", "nightly"]).arg(&program).args(["run", "--target-dir"]).arg(target().join("fuzz"));
        fuzz.arg(name).arg(&corpus).arg(seeds).args(["--", "-print_final_stats=1"]);
        fuzz.args([format!("-max_total_time={FUZZ_SECONDS}"), format!("-max_len={longest}")]);
        run_command(&mut fuzz)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{FUZZ_TARGETS, root};

    #[test]
    fn every_fuzz_target_is_run() {
        let files = std::fs::read_dir(root().join("fuzz/fuzz_targets")).unwrap();
        let mut targets: Vec<_> = files.map(|file| file.unwrap().path().with_extension("")).collect();
        targets.sort();
        let targets: Vec<_> = targets.iter().map(|target| target.file_name().unwrap().to_str().unwrap()).collect();
        let run: Vec<_> = FUZZ_TARGETS.iter().map(|(name, ..)| *name).collect();
        assert_eq!(run, targets);
        for (_, seeds, _) in FUZZ_TARGETS {
            assert!(root().join(seeds).is_dir(), "{seeds}");
        }
    }
}
