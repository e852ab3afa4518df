//! The free-tier protection's part of an invocation that asks nobody: nanoseconds, allocations, system calls.

use std::path::Path;
use std::process::Command;

use super::calls;
use super::report::{Figure, Section, Target};
use crate::command::{read, read_errors};
use crate::error::Error;
use crate::tools;

const BASELINE: &str = "free tier/one word";
const OURS: &str = "free tier/journal";
const GUARD: &str = "free tier/guard";
const NANOSECONDS: f64 = 100.0;
const FEW: u32 = 1_000;
const MANY: u32 = 51_000;

pub(super) fn measure() -> Result<Section, Error> {
    tools::require_valgrind()?;
    let program = calls::build("free_tier")?;
    let times = read(Command::new(&program).args(["time", BASELINE, OURS, GUARD]))?;
    let time = |case: &str| {
        let time = times.lines().find_map(|line| line.strip_prefix(case)?.trim().parse::<f64>().ok());
        time.ok_or_else(|| Error::new(format!("the case `{case}` was not timed")))
    };
    let more = |count: fn(&Path, u32) -> Result<f64, Error>| {
        Ok((count(&program, MANY)? - count(&program, FEW)?) / f64::from(MANY - FEW))
    };
    let figure =
        |name: &str, unit, baseline, ours, target| Figure { name: name.to_owned(), unit, baseline, ours, target };
    let nothing = Target::AtMost(0.0);
    Ok(Section {
        title: "The free-tier protection",
        about: "Read the deadline, admit, look whether to ask for more, settle; with the journal, and a pool in memory that is asked \
                once in 192 times. The baseline takes from one word and puts back to it.\nThe guard is all that a host has it do, \
                with two looks at the clock: what is billed is what it took.\nAllocations and system calls: \
                valgrind and strace count those of two numbers of invocations; the difference over the difference is \
                one.\n\n`cargo xtask bench free-tier`"
            .to_owned(),
        figures: vec![
            figure("admit and settle", "ns", time(BASELINE)?, time(OURS)?, Target::AtMost(NANOSECONDS)),
            figure("the guard", "ns", time(BASELINE)?, time(GUARD)?, Target::None),
            figure("the guard", "allocations", 0.0, more(allocations)?, nothing),
            figure("the guard", "system calls", 0.0, more(system_calls)?, nothing),
        ],
    })
}

fn allocations(program: &Path, invocations: u32) -> Result<f64, Error> {
    let report = read_errors(Command::new("valgrind").arg(program).args(["count", GUARD, &invocations.to_string()]))?;
    let count = report.lines().find_map(|line| {
        line.split_once("total heap usage: ")?.1.split_once(" allocs")?.0.replace(',', "").parse().ok()
    });
    count.ok_or_else(|| Error::new(format!("valgrind did not say what was allocated:\n{report}")))
}

fn system_calls(program: &Path, invocations: u32) -> Result<f64, Error> {
    let trace =
        read_errors(Command::new("strace").arg("-f").arg(program).args(["count", GUARD, &invocations.to_string()]))?;
    Ok(f64::from(u32::try_from(trace.lines().count()).unwrap_or(u32::MAX)))
}
