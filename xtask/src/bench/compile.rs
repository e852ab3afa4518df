//! What an operation costs to compile, in the binary and at start-up.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::calls::instructions;
use super::generate::{Way, sources};
use super::report::{Figure, Section, Target};
use super::rustc;
use crate::command::{cargo, root, target};
use crate::error::Error;
use crate::tools;

const FEW: usize = 100;
const MANY: usize = 1_000;

/// CPU seconds are the best of this many.
const RUNS: usize = 3;

/// A program, by its way and its number of operations.
type Program = (&'static str, usize);

/// What was measured of each program.
#[derive(Default)]
struct Costs {
    check: HashMap<Program, f64>,
    build: HashMap<Program, f64>,
    release: HashMap<Program, f64>,
    /// Bytes of the release binary.
    size: HashMap<Program, f64>,
    /// Instructions of a run that calls nothing.
    start: HashMap<Program, f64>,
}

pub(super) fn measure() -> Result<Section, Error> {
    tools::require_valgrind()?;
    let folder = generate()?;
    let mut costs = Costs::default();
    for way in Way::ALL {
        for count in [FEW, MANY] {
            let program = (way.name(), count);
            let package = package(way, count);
            costs.check.insert(program, cpu_seconds(&folder, &package, &["check"], RUNS)?);
            if way == Way::Bare {
                // Nothing of it would be compiled to machine code: nothing calls it.
                continue;
            }
            costs.build.insert(program, cpu_seconds(&folder, &package, &["build"], RUNS)?);
            if matches!(way, Way::ByHand | Way::Gateway) {
                costs.release.insert(program, cpu_seconds(&folder, &package, &["build", "--release"], 1)?);
                let binary = folder.join("target").join("release").join(&package);
                let size = fs::metadata(&binary).map_err(|error| unreadable(&binary, &error))?.len();
                costs.size.insert(program, f64::from(u32::try_from(size).unwrap_or(u32::MAX)));
                costs.start.insert(program, instructions(&Command::new(&binary))?);
            }
        }
    }
    Ok(Section {
        title: "One more operation",
        about: format!(
            "Programs of {FEW} and {MANY} operations, half of them asynchronous, written by \
             `xtask/src/bench/generate.rs` into `target/xtask/compile`:\nthe same functions, made callable with JSON by \
             a serde struct and a `match` arm each (the baseline) and by the framework, with the registry and without \
             schemas.\nCPU seconds of the compiler and the linker for that one crate, without incremental state, the \
             best of {RUNS} (release: one). \"Per operation\" is the difference between the two programs over {}.\n\n\
             `cargo xtask bench compile`",
            MANY - FEW
        ),
        figures: costs.figures(),
    })
}

impl Costs {
    fn figures(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        let mut add = |name: String, unit, baseline, ours, target| {
            figures.push(Figure { name, unit, baseline, ours, target });
        };
        let (hand, gateway, schemas) = (Way::ByHand.name(), Way::Gateway.name(), Way::GatewayWithSchemas.name());
        for (command, cost) in [("cargo check", &self.check), ("cargo build", &self.build)] {
            for count in [FEW, MANY] {
                let target = if count == MANY { Target::Ratio(0.35) } else { Target::None };
                let name = format!("`{command}`, {count} operations");
                add(name, "CPU s", cost[&(hand, count)], cost[&(gateway, count)], target);
            }
            let name = format!("`{command}`, {MANY} operations beside {FEW}, framework");
            add(name, "CPU s", cost[&(gateway, FEW)], cost[&(gateway, MANY)], Target::Ratio(11.0));
            let name = format!("`{command}`, {MANY} operations, with schemas");
            add(name, "CPU s", cost[&(hand, MANY)], cost[&(schemas, MANY)], Target::None);
        }
        let name = format!("`cargo check`, {MANY} operations that nothing can call");
        add(name, "CPU s", self.check[&(hand, MANY)], self.check[&(Way::Bare.name(), MANY)], Target::None);
        let each = |cost: &HashMap<Program, f64>, way| per_operation(cost[&(way, FEW)], cost[&(way, MANY)]);
        let milliseconds = |way| each(&self.release, way) * 1_000.0;
        let name = "release build, per operation".to_owned();
        add(name, "CPU ms", milliseconds(hand), milliseconds(gateway), Target::Ratio(0.3));
        let name = "release binary, per operation".to_owned();
        add(name, "bytes", each(&self.size, hand), each(&self.size, gateway), Target::Ratio(0.8));
        let name = "start-up, per operation in the registry".to_owned();
        add(name, "instructions", 0.0, each(&self.start, gateway), Target::AtMost(250.0));
        figures
    }
}

fn per_operation(few: f64, many: f64) -> f64 {
    let operations = u32::try_from(MANY - FEW).expect("there are few operations");
    (many - few) / f64::from(operations)
}

fn package(way: Way, count: usize) -> String {
    format!("{}-{count}", way.name())
}

/// Writes a workspace with every program; its folder.
fn generate() -> Result<PathBuf, Error> {
    let folder = target().join("xtask").join("compile");
    let runtime = root().join("gateway-runtime");
    let mut members = Vec::new();
    for way in Way::ALL {
        for count in [FEW, MANY] {
            let package = package(way, count);
            let dependencies = way.dependencies().replace("{runtime}", &runtime.to_string_lossy());
            let manifest = format!(
                "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                 serde = {{ version = \"1\", features = [\"derive\"] }}\n{dependencies}"
            );
            write(&folder.join(&package).join("Cargo.toml"), &manifest)?;
            for (path, text) in sources(way, count) {
                write(&folder.join(&package).join("src").join(path), &text)?;
            }
            members.push(format!("\"{package}\""));
        }
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n{}", members.join(", "), profiles()?);
    write(&folder.join("Cargo.toml"), &manifest)?;
    write(&folder.join("Cargo.lock"), &contents(&root().join("Cargo.lock"))?)?;
    Ok(folder)
}

/// The profiles of the repository: what is measured is built as what is shipped.
pub(super) fn profiles() -> Result<String, Error> {
    let manifest = contents(&root().join("Cargo.toml"))?;
    let sections = manifest.split("\n[").filter(|section| section.starts_with("profile."));
    let sections: Vec<String> = sections.map(|section| format!("[{section}\n")).collect();
    Ok(sections.concat())
}

/// CPU seconds of compiling `package` alone: the best of `runs`, after one that also builds what it needs.
fn cpu_seconds(folder: &Path, package: &str, command: &[&str], runs: usize) -> Result<f64, Error> {
    let compile = || {
        let mut cargo = cargo();
        cargo.current_dir(folder).args(command).args(["--quiet", "--package", package]);
        cargo.env("CARGO_TARGET_DIR", folder.join("target"));
        cargo
    };
    let mut best = rustc::measure(&mut compile(), folder)?;
    let main = folder.join(package).join("src").join("main.rs");
    let text = contents(&main)?;
    for _ in 1..runs {
        // Written anew, it is newer than what was built from it.
        write(&main, &text)?;
        best = best.min(rustc::measure(&mut compile(), folder)?);
    }
    eprintln!("  cargo {} --package {package}: {best:.2} CPU s", command.join(" "));
    Ok(best)
}

fn contents(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::new(format!("{} cannot be read: {error}", path.display()))
}

pub(super) fn write(path: &Path, text: &str) -> Result<(), Error> {
    let folder = path.parent().expect("a file is in a folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| Error::new(format!("{} cannot be written: {error}", path.display())))
}
