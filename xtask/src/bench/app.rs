//! What the app costs as it is shipped: its start, its memory, a directive, its size.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::calls::collected;
use super::compile::{profiles, write};
use super::function::{Finished, pin, serve};
use super::report::{Figure, Section, Target};
use crate::command::{cargo, not_started, root, run, target};
use crate::error::Error;
use crate::package::{ARCHITECTURES, Architecture, WISHED_BYTES, package};
use crate::tools;

mod links;

/// Times of a start are the median of so many, in turn.
const STARTS: usize = 201;

/// Before memory is looked at.
const DIRECTIVES: u32 = 1_000;

const FEW: u32 = 1_000;
const MANY: u32 = 3_000;

/// As the template sets them; the table is anywhere.
const PROTECTION: [(&str, &str); 4] = [
    ("GATEWAY_FREE_TIER_MODE", "guarantee"),
    ("GATEWAY_FREE_TIER_TABLE", "budget"),
    ("GATEWAY_FREE_TIER_DEPLOYMENT", "app"),
    ("GATEWAY_FREE_TIER_TIMEOUT", "900"),
];

/// CPU time is the best of so many runs, in turn.
const RUNS: u32 = 9;

const DIRECTIVE: &str = include_str!("../../../benches/app/events/turn_on.json");
const ANSWER: &str = include_str!("../../../benches/app/events/answer.json");

pub(super) fn measure() -> Result<Section, Error> {
    tools::require_valgrind()?;
    let mut figures = Vec::new();
    let mut bootstrap = PathBuf::new();
    for architecture in ARCHITECTURES {
        let package = package(architecture)?;
        figures.push(absolute(
            format!("zip file, {}", architecture.lambda),
            "bytes",
            number(package.zip_bytes),
            Target::AtMost(number(WISHED_BYTES)),
        ));
        if architecture == Architecture::here()? {
            bootstrap = package.program;
        }
    }
    let ways = Ways { bootstrap, programs: build()? };
    figures.extend(ways.starts()?);
    figures.extend(ways.protection()?);
    figures.push(ways.memory()?);
    figures.extend(ways.directive()?);
    figures.push(absolute(
        "linked crates that are not wanted".to_owned(),
        "crates",
        number(links::unwanted()?.len()),
        Target::AtMost(0.0),
    ));
    Ok(Section {
        title: "The app",
        about: format!(
            "The `bootstrap` of `cargo xtask package` for this machine's processor, and programs of `benches/app`, each a \
             function of its own on one thread, against a Runtime API on loopback. What they log goes nowhere.\nA start ends \
             when the first event is asked for. Its baseline is \"hello world\" of `lambda_runtime`, which echoes, as \
             `cargo build --release` builds it, with glibc. No address of Home Assistant is set, but in the row that says \
             so: there the warm-up connects to one, as it does in what is deployed. With the protection, the baseline is the same program \
             without; the first grant is in its first directive. Times are the median of {STARTS} starts, in turn, with both sides on \
             one processor.\nMemory is resident, the program's file included, after {DIRECTIVES} directives over TLS to a \
             peer with a private authority; the baseline has echoed as many.\nA directive goes to a peer on loopback, \
             without TLS. Its baseline is a hyper client behind `lambda_runtime`, built as what is shipped was before it \
             was made small: fat LTO, `opt-level = 3`, glibc; it reads nothing, logs nothing, and knows no deadline. CPU is \
             user and system time of the process, what {MANY} directives take beyond {FEW}, the best of {RUNS} runs in \
             turn: it is what the target is about. Instructions, of the program alone, are callgrind's.\nNot wanted are \
             {unwanted}, by `cargo tree -e normal`.\n\n`cargo xtask bench app`",
            unwanted = links::UNWANTED
        ),
        figures,
    })
}

/// Builds what the app is compared with, and whom it talks to; the folder that they are in.
fn build() -> Result<PathBuf, Error> {
    let sources = root().join("benches").join("app");
    let folder = target().join("xtask").join("app");
    let config = folder.join("profiles.toml");
    write(&config, &profiles()?)?;
    // The versions of the repository; what only the baselines need is added to them.
    let lock = sources.join("Cargo.lock");
    fs::copy(root().join("Cargo.lock"), &lock)
        .map_err(|error| Error::new(format!("{} cannot be written: {error}", lock.display())))?;
    for (program, profiles) in [("echo", None), ("home", None), ("passthrough", Some(&config))] {
        let mut cargo = cargo();
        cargo.current_dir(&sources).args(["build", "--quiet", "--release", "--package", &format!("app-{program}")]);
        if let Some(profiles) = profiles {
            cargo.arg("--config").arg(profiles);
        }
        run(cargo.env("CARGO_TARGET_DIR", &folder))?;
    }
    Ok(folder.join("release"))
}

/// The programs that are compared.
struct Ways {
    bootstrap: PathBuf,
    programs: PathBuf,
}

impl Ways {
    fn program(&self, name: &str) -> PathBuf {
        self.programs.join(format!("app-{name}"))
    }

    fn starts(&self) -> Result<[Figure; 3], Error> {
        let echo = self.program("echo");
        let home = Home::start(&self.program("home"), &["tls"])?;
        let warm = home.variables();
        let ways = [(&*echo, &[][..]), (&*self.bootstrap, &[][..]), (&*self.bootstrap, &warm[..])];
        let processors = pin("0")?;
        let mut times = ways.map(|_| Vec::with_capacity(STARTS));
        for _ in 0..STARTS {
            for ((program, variables), times) in ways.iter().zip(&mut times) {
                times.push(serve(&mut Command::new(program), variables, DIRECTIVE, 0)?.start);
            }
        }
        pin(&processors)?;
        let [baseline, ours, warmed] = times.map(|mut times| {
            times.sort_unstable();
            times[times.len() / 2].as_secs_f64() * 1_000.0
        });
        eprintln!("  start: {baseline:.2} ms, {ours:.2} ms, with the warm-up {warmed:.2} ms");
        let count = |program: &Path| collected(&callgrind(program, &[], 0)?.report);
        Ok([
            figure("start until the first event is asked for", "ms", (baseline, ours), Target::Ratio(0.7)),
            figure(
                "start until the first event is asked for",
                "instructions",
                (count(&echo)?, count(&self.bootstrap)?),
                Target::Ratio(0.5),
            ),
            figure("start with a connection over TLS made", "ms", (baseline, warmed), Target::None),
        ])
    }

    /// What the free-tier protection adds.
    fn protection(&self) -> Result<[Figure; 3], Error> {
        let home = Home::start(&self.program("home"), &[])?;
        let without = home.variables();
        let deployed = Home::start(&self.program("home"), &["tls"])?;
        let deployed = deployed.variables();
        let folder = target().join("xtask").join("app");
        let temporary = folder.to_str().ok_or_else(|| Error::new(format!("{} is no text", folder.display())))?;
        let set = [&PROTECTION[..], &[("TMPDIR", temporary)]].concat();
        let table = home.url.trim_end_matches('/');
        let with = [&without[..], &set, &[("AWS_ENDPOINT_URL_DYNAMODB", table)]].concat();
        let count = |variables: &[_], times| {
            // Or it goes on with the lease of the one before. There may be none.
            let _ = fs::remove_file(folder.join("gateway-free-tier.lease"));
            collected(&callgrind(&self.bootstrap, variables, times)?.report)
        };
        let (off, on) = (count(&[], 0)?, count(&set, 0)?);
        let (connected, both) = (count(&deployed, 0)?, count(&[&deployed[..], &set].concat(), 0)?);
        let first = |variables: &[_]| Ok::<_, Error>(count(variables, 1)? - count(variables, 0)?);
        let (unprotected, protected) = (first(&without)?, first(&with)?);
        eprintln!(
            "  protection: start {off:.0} and {on:.0}, connected {connected:.0} and {both:.0}, first {unprotected:.0} and \
             {protected:.0} instructions"
        );
        Ok([
            figure(
                "start with a connection over TLS made and the free-tier protection, beside without the protection",
                "instructions",
                (connected, both),
                Target::Ratio(1.05),
            ),
            figure("start with the free-tier protection, beside without", "instructions", (off, on), Target::None),
            figure(
                "the first directive with its grant, beside without",
                "instructions",
                (unprotected, protected),
                Target::None,
            ),
        ])
    }

    fn memory(&self) -> Result<Figure, Error> {
        let home = Home::start(&self.program("home"), &["tls"])?;
        let resident = |program: &Path| {
            let finished = serve(&mut Command::new(program), &home.variables(), DIRECTIVE, DIRECTIVES)?;
            Ok::<_, Error>(finished.resident)
        };
        let (baseline, ours) = (resident(&self.program("echo"))?, resident(&self.bootstrap)?);
        eprintln!("  memory: {baseline} and {ours} bytes");
        let name = format!("resident memory after {DIRECTIVES} directives over TLS");
        Ok(figure(&name, "bytes", (baseline, ours), Target::Ratio(1.5)))
    }

    fn directive(&self) -> Result<[Figure; 2], Error> {
        let home = Home::start(&self.program("home"), &[])?;
        let variables = home.variables();
        let programs = [self.program("passthrough"), self.bootstrap.clone()];
        for program in &programs {
            let answer = serve(&mut Command::new(program), &variables, DIRECTIVE, 2)?.served.answer;
            if answer != ANSWER.trim_end().as_bytes() {
                let answer = String::from_utf8_lossy(&answer);
                return Err(Error::new(format!("{} did not pass the answer on: {answer}", program.display())));
            }
        }
        let processors = pin("0")?;
        let mut best = [Duration::MAX; 2];
        for _ in 0..RUNS {
            for (best, program) in best.iter_mut().zip(&programs) {
                let cpu = |times| Ok::<_, Error>(serve(&mut Command::new(program), &variables, DIRECTIVE, times)?.cpu);
                let few = cpu(FEW)?;
                *best = cpu(MANY)?.saturating_sub(few).min(*best);
            }
        }
        pin(&processors)?;
        let microseconds = best.map(|time| time.as_secs_f64() * 1e6 / f64::from(MANY - FEW));
        let mut instructions = [0.0; 2];
        for (instructions, program) in instructions.iter_mut().zip(&programs) {
            let count = |times| collected(&callgrind(program, &variables, times)?.report);
            *instructions = (count(MANY)? - count(FEW)?) / f64::from(MANY - FEW);
        }
        eprintln!("  directive: {microseconds:.1?} us, {instructions:.0?} instructions");
        let name = "one warm directive to a peer on loopback";
        Ok([
            figure(name, "CPU us", microseconds.into(), Target::Ratio(1.2)),
            figure(name, "instructions", instructions.into(), Target::None),
        ])
    }
}

fn callgrind(program: &Path, variables: &[(&str, &str)], times: u32) -> Result<Finished, Error> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    serve(&mut valgrind, variables, DIRECTIVE, times)
}

fn figure(name: &str, unit: &'static str, (baseline, ours): (f64, f64), target: Target) -> Figure {
    Figure { name: name.to_owned(), unit, baseline, ours, target }
}

fn absolute(name: String, unit: &'static str, ours: f64, target: Target) -> Figure {
    Figure { name, unit, baseline: 0.0, ours, target }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// What stands in for Home Assistant.
struct Home {
    process: Child,
    url: String,
    /// The authority to trust.
    root: Option<String>,
}

impl Home {
    fn start(program: &Path, arguments: &[&str]) -> Result<Self, Error> {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().map_err(|error| not_started(&command, &error))?;
        let output = process.stdout.take().map(BufReader::new);
        let line = output.and_then(|output| output.lines().next()?.ok()).unwrap_or_default();
        let said: Value = serde_json::from_str(&line).unwrap_or_default();
        let url = said["url"].as_str().ok_or_else(|| Error::new(format!("{} says no address", program.display())))?;
        Ok(Self { process, url: url.to_owned(), root: said["root"].as_str().map(str::to_owned) })
    }

    fn variables(&self) -> Vec<(&str, &str)> {
        let mut variables = vec![("HOME_ASSISTANT_URL", &*self.url), ("HOME_ASSISTANT_TOKEN", "configured")];
        variables.extend(self.root.as_deref().map(|root| ("HOME_ASSISTANT_EXTRA_ROOTS", root)));
        variables
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // It ends with its standard input.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
