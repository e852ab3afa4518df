//! What the host costs: functions with and without it, against a Runtime API on loopback.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::calls::{collected, instructions};
use super::compile::{profiles, write};
use super::function::{pin, serve};
use super::report::{Figure, Section, Target};
use crate::command::{cargo, read, root, run, target};
use crate::error::Error;
use crate::tools;

const FEW: u32 = 1_000;
const MANY: u32 = 3_000;

/// Of each fixture, in one process.
const FEW_OF_EACH: u32 = 10;
const MANY_OF_EACH: u32 = 40;

/// Invocations by the second are the median of so many runs, in turn.
const RUNS: usize = 31;
const INVOCATIONS: u32 = 3_000;

const HTTP: &str = include_str!("../../../benches/host/events/http.json");
const DIRECT: &str = include_str!("../../../benches/host/events/direct.json");

pub(super) fn measure() -> Result<Section, Error> {
    tools::require_valgrind()?;
    let programs = build()?;
    let [axum, gateway, hello, recognition] =
        ["axum", "gateway", "hello", "recognition"].map(|name| programs.join(format!("host-{name}")));
    agree(&axum, &gateway, HTTP)?;
    agree(&hello, &gateway, DIRECT)?;

    let mut figures = vec![
        warm("one warm HTTP event through a route", &axum, &gateway, HTTP, Target::Ratio(0.6))?,
        warm("one warm direct call", &hello, &gateway, DIRECT, Target::Ratio(1.05))?,
    ];
    figures.extend(recognitions(&recognition)?);
    figures.push(by_the_second(&hello, &gateway)?);
    Ok(Section {
        title: "The host",
        about: format!(
            "Programs of `benches/host`, each a function of its own on one thread, against a Runtime API on \
             loopback.\nThe HTTP event is one of API Gateway's payload format 2.0, its baseline a route of axum behind \
             `lambda_http`; a direct call's is \"hello world\" of `lambda_runtime`, typed. Both ways answer \
             alike.\nInstructions: callgrind counts the whole function for {FEW} and for {MANY} invocations; the \
             difference over the difference is one. Recognition is counted in one process: the mean over the fixtures \
             of `aws_lambda_events` that are requests, or all events; the baseline is what `lambda_http` deserialises \
             an event to. Decoding is ours alone, up to the request.\nInvocations a second: one after the other, the median \
             of {RUNS} runs of {INVOCATIONS}, in turn, with both sides on one processor: where the system puts them decides \
             more than what they do.\n\n`cargo xtask bench host`"
        ),
        figures,
    })
}

/// Builds the programs as they are shipped, but with symbols, each alone: what one needs is no feature of another. The
/// folder that they are in.
fn build() -> Result<PathBuf, Error> {
    let sources = root().join("benches").join("host");
    let folder = target().join("xtask").join("host");
    let config = folder.join("profiles.toml");
    write(&config, &profiles()?)?;
    // The versions of the repository; what only the baselines need is added to them.
    let lock = sources.join("Cargo.lock");
    fs::copy(root().join("Cargo.lock"), &lock)
        .map_err(|error| Error::new(format!("{} cannot be written: {error}", lock.display())))?;
    for program in ["axum", "gateway", "hello", "recognition"] {
        let mut cargo = cargo();
        cargo.current_dir(&sources).args(["build", "--quiet", "--profile", "bench", "--package"]);
        cargo.arg(format!("host-{program}")).arg("--config").arg(&config);
        run(cargo.env("CARGO_TARGET_DIR", &folder))?;
    }
    Ok(folder.join("release"))
}

/// Ways that are compared must do the same.
fn agree(baseline: &Path, ours: &Path, event: &str) -> Result<(), Error> {
    let answer = |program: &Path| {
        let finished = serve(&mut Command::new(program), &[], event, 2)?;
        let answer: Value = serde_json::from_slice(&finished.served.answer)
            .map_err(|error| Error::new(format!("{} answered no JSON: {error}", program.display())))?;
        Ok(match (&answer["statusCode"], answer["body"].as_str()) {
            (Value::Null, _) | (_, None) => answer,
            (status, Some(body)) => Value::Array(vec![status.clone(), serde_json::from_str(body).unwrap_or_default()]),
        })
    };
    let (baseline, ours) = (answer(baseline)?, answer(ours)?);
    if baseline == ours { Ok(()) } else { Err(Error::new(format!("the ways disagree: {baseline} and {ours}"))) }
}

fn warm(name: &str, baseline: &Path, ours: &Path, event: &str, target: Target) -> Result<Figure, Error> {
    let count = |program: &Path| {
        let count = |times| instructions_of(program, event, times);
        let instructions = (count(MANY)? - count(FEW)?) / f64::from(MANY - FEW);
        eprintln!("  {name}, {}: {instructions:.0} instructions", program.display());
        Ok::<_, Error>(instructions)
    };
    let (baseline, ours) = (count(baseline)?, count(ours)?);
    Ok(Figure { name: name.to_owned(), unit: "instructions", baseline, ours, target })
}

fn instructions_of(program: &Path, event: &str, times: u32) -> Result<f64, Error> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    collected(&serve(&mut valgrind, &[], event, times)?.report)
}

fn recognitions(program: &Path) -> Result<[Figure; 3], Error> {
    let fixtures = fixtures()?;
    let list = read(Command::new(program).arg("list").env("FIXTURES", &fixtures))?;
    let (mut requests, mut all) = (Vec::new(), Vec::new());
    for (kind, name) in list.lines().filter_map(|line| line.split_once(' ')) {
        if kind == "request" {
            requests.push(name);
        }
        all.push(name);
    }
    let count = |way: &str, names: &[&str]| {
        let count = |times: u32| {
            let mut program = Command::new(program);
            program.args(["count", way, &times.to_string()]).args(names).env("FIXTURES", &fixtures);
            instructions(&program)
        };
        let fixtures = f64::from(u32::try_from(names.len()).unwrap_or(u32::MAX));
        let mean = (count(MANY_OF_EACH)? - count(FEW_OF_EACH)?) / f64::from(MANY_OF_EACH - FEW_OF_EACH) / fixtures;
        eprintln!("  {way}, {fixtures} fixtures: {mean:.0} instructions");
        Ok::<_, Error>(mean)
    };
    let figure = |what: &str, ways: [&str; 2], names: &[&str], target| {
        let [baseline, ours] = ways;
        let name = format!("{what}, {} fixtures", names.len());
        Ok::<_, Error>(Figure {
            name,
            unit: "instructions",
            baseline: count(baseline, names)?,
            ours: count(ours, names)?,
            target,
        })
    };
    let recognise = ["lambda_http parse", "gateway recognise"];
    Ok([
        figure("recognition of the source, requests", recognise, &requests, Target::Ratio(0.5))?,
        figure("recognition of the source, all events", recognise, &all, Target::Ratio(0.5))?,
        figure("recognition and decoding, requests", ["lambda_http parse", "gateway decode"], &requests, Target::None)?,
    ])
}

/// Where Cargo has unpacked the fixtures of `aws_lambda_events`.
fn fixtures() -> Result<PathBuf, Error> {
    let metadata = read(cargo().args(["metadata", "--format-version=1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&metadata)
        .map_err(|error| Error::new(format!("`cargo metadata` printed no JSON: {error}")))?;
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let manifest = packages.iter().find(|package| package["name"] == "aws_lambda_events");
    let manifest = manifest.and_then(|package| package["manifest_path"].as_str());
    let manifest = manifest.ok_or_else(|| Error::new("nothing depends on aws_lambda_events"))?;
    Ok(Path::new(manifest).with_file_name("src").join("fixtures"))
}

fn by_the_second(hello: &Path, gateway: &Path) -> Result<Figure, Error> {
    let processors = pin("0")?;
    let mut rates = [hello, gateway].map(|program| (program, [0.0; RUNS]));
    for run in 0..RUNS {
        for (program, rates) in &mut rates {
            let served = serve(&mut Command::new(*program), &[], DIRECT, INVOCATIONS)?.served;
            rates[run] = f64::from(INVOCATIONS - 1) / served.time.as_secs_f64();
        }
    }
    pin(&processors)?;
    let [baseline, ours] = rates.map(|(_, rates)| median(rates));
    Ok(Figure {
        name: "invocations one after the other".to_owned(),
        unit: "1/s",
        baseline,
        ours,
        target: Target::RatioAtLeast(0.95),
    })
}

fn median(mut rates: [f64; RUNS]) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[RUNS / 2]
}
