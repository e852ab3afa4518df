//! `cargo xtask test`.

use crate::command::{cargo, command, not_started, run as run_command, target};
use crate::error::Error;
use crate::step::{self, Step};
use crate::{chromium, deny, package, template, tools};

/// All steps share the target folder and, but for the last build, one profile: a dependency is built
/// once to be linked and once to be checked, never a third time.
const STEPS: &[Step] = &[
    Step { name: "format", about: "rustfmt has nothing to change", run: format },
    Step { name: "lint", about: "clippy, over every target, has nothing to say", run: lint },
    Step { name: "docs", about: "rustdoc has nothing to say", run: docs },
    Step { name: "tests", about: "unit, integration, UI, golden and documentation tests", run: tests },
    Step { name: "no-registry", about: "the same calls without the index of linked operations", run: no_registry },
    Step { name: "features", about: "what is shipped, host, cores and fuzz targets alone, compile", run: features },
    Step { name: "static", about: "release, fat LTO, static musl: every operation is found", run: static_musl },
    Step { name: "package", about: "what is deployed runs in an empty root", run: package::test },
    Step { name: "template", about: "cfn-lint has nothing to say", run: template::lint },
    Step { name: "editor", about: "rust-analyzer has nothing to say", run: editor },
    Step { name: "deny", about: "licences, sources and banned crates of the dependencies", run: deny::check_offline },
];

pub(crate) fn run(arguments: &[&str]) -> Result<(), Error> {
    if let ["--help" | "-h", ..] = arguments {
        print!(
            "Everything that a change has to pass, in order, up to the first failure.\n\n\
             Usage: cargo xtask test [STEP..]\n\n\
             Steps:\n{}\n\
             Needs rustup, a C compiler as linker, Python with pip, Node.js with npm, on Linux uidmap (unless you are\n\
             root), and a network at the first run: what is missing is fetched in the version that the repository pins,\n\
             as an ordinary user.\n",
            step::describe(STEPS)
        );
        return Ok(());
    }
    step::run_all("cargo xtask test", &step::select(STEPS, arguments)?)
}

fn format() -> Result<(), Error> {
    run_command(cargo().args(["fmt", "--all", "--check"])).map_err(|error| error.help("cargo fmt --all"))
}

fn lint() -> Result<(), Error> {
    run_command(cargo().args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-Dwarnings"]))
}

fn docs() -> Result<(), Error> {
    run_command(cargo().args(["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-Dwarnings"))
}

fn tests() -> Result<(), Error> {
    if cfg!(target_os = "linux") {
        tools::fetch_emulator()?;
        tools::fetch_invokers()?;
    }
    tools::fetch_moto()?;
    chromium::fetch()?;
    run_command(cargo().args(["test", "--workspace", "--locked"]))
}

/// `inventory` finds nothing on some targets, so nothing but introspection may need it.
fn no_registry() -> Result<(), Error> {
    let mut command = cargo();
    command.args(["test", "--package", "gateway-runtime", "--package", "cross-crate", "--no-default-features"]);
    run_command(command.arg("--locked"))
}

/// Link-time optimisation and static linking are what loses the entries of an `inventory`, where it loses any.
/// Workspace builds unify features, so these sets are compiled nowhere else.
fn features() -> Result<(), Error> {
    run_command(cargo().args(["check", "--package", "app", "--no-default-features", "--locked"]))?;
    for core in ["cache", "config", "logging", "metrics", "parameter-store", "security", "utility"] {
        let mut command = cargo();
        command.args(["check", "--package", "gateway-cores", "--no-default-features", "--features", core, "--locked"]);
        run_command(&mut command)?;
    }
    for store in ["", "aws"] {
        let mut command = cargo();
        command.args(["check", "--package", "gateway-free-tier", "--no-default-features", "--features", store]);
        run_command(command.arg("--locked"))?;
    }
    for host in ["", "graceful-shutdown"] {
        let mut command = cargo();
        command.args(["check", "--package", "gateway-lambda", "--no-default-features", "--features", host, "--locked"]);
        run_command(&mut command)?;
    }
    // A workspace of its own, whose lock is forgotten otherwise. Nothing is linked, so that the fuzzer itself, in C++, need
    // not be built: any path will do.
    let mut fuzz = cargo();
    fuzz.args(["check", "--manifest-path", "fuzz/Cargo.toml", "--locked", "--target-dir"]).arg(target());
    run_command(fuzz.env("CUSTOM_LIBFUZZER_PATH", "libfuzzer/of-no-use.a"))
}

fn static_musl() -> Result<(), Error> {
    let target = format!("{}-unknown-linux-musl", std::env::consts::ARCH);
    tools::add_target(&target)?;
    run_command(cargo().args(["test", "--release", "--package", "cross-crate", "--target", &target, "--locked"]))
}

/// What the editor would underline. That code is behind a `cfg` is a note of the editor's, no mistake.
fn editor() -> Result<(), Error> {
    tools::add_component("rust-analyzer")?;
    let mut analyzer = command("rust-analyzer");
    let output = analyzer.args(["diagnostics", "."]).output().map_err(|error| not_started(&analyzer, &error))?;
    let report = String::from_utf8_lossy(&output.stdout);
    let complaints: Vec<&str> = complaints(&report).collect();
    if !complaints.is_empty() {
        return Err(Error::new(complaints.join("\n")));
    }
    if !output.status.success() {
        return Err(Error::new(String::from_utf8_lossy(&output.stderr)));
    }
    Ok(())
}

/// The diagnostics in what `rust-analyzer diagnostics` prints between its lines of progress.
fn complaints(report: &str) -> impl Iterator<Item = &str> {
    let lines = report.split(['\n', '\r', '\u{8}']).map(str::trim);
    lines.filter(|line| line.starts_with("at crate ") && !line.contains("inactive-code"))
}

#[cfg(test)]
mod tests {
    use super::complaints;

    #[test]
    fn notes_and_progress_are_no_complaints() {
        let report = "12/253 4% processing a.rs\r   \r at crate a, file a.rs: WeakWarning Ra(\"inactive-code\", WeakWarning)\n\
                      at crate b, file b.rs: Error RustcHardError(\"E0308\")\n13/253 5% processing b.rs\u{8}\u{8}14/253";
        let found: Vec<&str> = complaints(report).collect();
        assert_eq!(found, ["at crate b, file b.rs: Error RustcHardError(\"E0308\")"]);
    }
}
