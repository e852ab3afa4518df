//! One call, each way: instructions by callgrind, nanoseconds where the target is one.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::report::{Figure, Section, Target};
use crate::command::{cargo, read, read_errors};
use crate::error::Error;
use crate::tools;

/// What is measured in instructions: the figure, the baseline's case, ours, the target.
const INSTRUCTIONS: &[(&str, &str, &str, Target)] = &[
    ("hot wrapper, `get(k)`", "get/by hand", "get/gateway", Target::Equal),
    ("hot wrapper with a core", "lookup/by hand", "lookup/gateway", Target::Equal),
    ("constant enum variant, JSON", "one operation/by hand", "one operation/gateway", Target::Ratio(1.05)),
    ("run-time enum variant, no parameters", "by enum/by hand", "by enum/gateway", Target::Ratio(1.0)),
    ("by name, one text", "envelope get/one pass", "envelope get/gateway", Target::Ratio(1.15)),
    ("by name, five parameters", "envelope post/one pass", "envelope post/gateway", Target::Ratio(1.15)),
    ("by name, no parameters", "envelope uptime/one pass", "envelope uptime/gateway", Target::Ratio(1.15)),
    (
        "by name, `params` before the names",
        "envelope params first/one pass",
        "envelope params first/gateway",
        Target::Ratio(1.15),
    ),
    ("by name, one text, beside a registry", "envelope get/boxed registry", "envelope get/gateway", Target::Ratio(0.5)),
    (
        "by name, five parameters, beside a registry",
        "envelope post/boxed registry",
        "envelope post/gateway",
        Target::Ratio(0.5),
    ),
    (
        "by name, no parameters, beside a registry",
        "envelope uptime/boxed registry",
        "envelope uptime/gateway",
        Target::Ratio(0.5),
    ),
    (
        "by name, one text, beside a registry that reads a typed envelope",
        "envelope get/boxed registry, typed envelope",
        "envelope get/gateway",
        Target::None,
    ),
];

/// What the engine may add to two readings of the clock.
const ENGINE_NANOSECONDS: f64 = 40.0;

pub(super) fn measure() -> Result<Section, Error> {
    tools::require_valgrind()?;
    let program = build("calls")?;
    let mut counts = HashMap::new();
    let mut figures = Vec::new();
    for &(name, baseline, ours, target) in INSTRUCTIONS {
        for case in [baseline, ours] {
            if !counts.contains_key(case) {
                counts.insert(case, instructions_per_call(&program, case)?);
            }
        }
        figures.push(Figure {
            name: name.to_owned(),
            unit: "instructions",
            baseline: counts[baseline],
            ours: counts[ours],
            target,
        });
    }
    figures.push(engine(&program)?);
    Ok(Section {
        title: "One call",
        about: "150 operations in ten interfaces, in one gateway. The baselines are `benches/src/baseline`, the cases \
                `benches/benches/calls.rs`.\nInstructions: callgrind runs a case with two numbers of calls; the \
                difference over the difference is one call.\nThe engine's baseline is the bare function between two \
                readings of the clock; nanoseconds are the best of 100 batches.\n\n`cargo xtask bench calls`"
            .to_owned(),
        figures,
    })
}

/// Builds a bench target as it is shipped (fat LTO), with symbols; the path of the program.
pub(super) fn build(target: &str) -> Result<PathBuf, Error> {
    let mut command = cargo();
    command.args(["bench", "--package", "benches", "--bench", target, "--no-run", "--locked"]);
    let messages = read(command.arg("--message-format=json-render-diagnostics"))?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == target)
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .ok_or_else(|| Error::new(format!("cargo built the bench target `{target}` and did not say where it is")))
}

fn instructions_per_call(program: &Path, case: &str) -> Result<f64, Error> {
    const FEW: u32 = 1_000;
    const MANY: u32 = 3_000;

    let count = |calls: u32| instructions(Command::new(program).args(["count", case, &calls.to_string()]));
    let instructions = (count(MANY)? - count(FEW)?) / f64::from(MANY - FEW);
    eprintln!("  {case}: {instructions:.0} instructions");
    Ok(instructions)
}

/// The instructions of a whole process, from its first in the dynamic loader to its exit.
pub(super) fn instructions(program: &Command) -> Result<f64, Error> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    valgrind.arg(program.get_program()).args(program.get_args());
    valgrind.envs(program.get_envs().filter_map(|(key, value)| Some((key, value?))));
    collected(&read_errors(&mut valgrind)?)
}

/// The instructions that callgrind reports.
pub(super) fn collected(report: &str) -> Result<f64, Error> {
    let collected = report.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    collected.ok_or_else(|| Error::new(format!("callgrind did not say what it collected:\n{report}")))
}

fn engine(program: &Path) -> Result<Figure, Error> {
    let mut command = Command::new(program);
    let times = read(command.args(["time", "engine/bare", "engine/two clock reads", "engine/gateway"]))?;
    let time = |case: &str| {
        let time = times.lines().find_map(|line| line.strip_prefix(case)?.trim().parse::<f64>().ok());
        time.ok_or_else(|| Error::new(format!("the case `{case}` was not timed")))
    };
    Ok(Figure {
        name: "typed call of an operation that is not hot".to_owned(),
        unit: "ns",
        baseline: time("engine/two clock reads")?,
        ours: time("engine/gateway")?,
        target: Target::Above(ENGINE_NANOSECONDS),
    })
}
