//! `cargo xtask package`.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::command::{cargo, read, root, run as run_command, target};
use crate::error::Error;
use crate::step;
use crate::tools;

mod archive;
mod zig;

const HELP: &str = "\
Builds the app as it is deployed: static, without the local runtime, in a zip file for Lambda.

Usage: cargo xtask package [--target ARCHITECTURE]

Architectures:
";

/// What a bridge for one home should weigh: a cold start reads all of it.
pub(crate) const WISHED_BYTES: usize = 1_600_000;

/// A processor that Lambda has.
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html>.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Architecture {
    /// As Rust calls it.
    name: &'static str,
    /// As Lambda calls it, and so the zip file.
    pub(crate) lambda: &'static str,
    about: &'static str,
}

pub(crate) const ARCHITECTURES: &[Architecture] = &[
    Architecture {
        name: "aarch64",
        lambda: "arm64",
        about: "into app-arm64.zip; a fifth cheaper, and what the template deploys",
    },
    Architecture { name: "x86_64", lambda: "x86_64", about: "into app-x86_64.zip" },
];

impl Architecture {
    /// The one of this machine.
    pub(crate) fn here() -> Result<&'static Self, Error> {
        let here = std::env::consts::ARCH;
        let known = ARCHITECTURES.iter().find(|it| it.name == here);
        known.ok_or_else(|| Error::new(format!("Lambda has no processor like this machine's, {here}")))
    }

    fn target(&self) -> String {
        format!("{}-unknown-linux-musl", self.name)
    }
}

/// A packaged `bootstrap`.
pub(crate) struct Package {
    pub(crate) program: PathBuf,
    zip: PathBuf,
    program_bytes: usize,
    pub(crate) zip_bytes: usize,
}

pub(crate) fn run(arguments: &[&str]) -> Result<(), Error> {
    if let ["--help" | "-h", ..] = arguments {
        let mut rows: Vec<_> = ARCHITECTURES.iter().map(|it| (it.name, it.about)).collect();
        rows.push(("all", "both, which is the default"));
        print!(
            "{HELP}{}\nNeeds rustup, a C compiler as linker of build scripts, and Python with pip, on Linux.\n",
            step::list(&rows)
        );
        return Ok(());
    }
    let wanted = wanted(arguments)?;
    let packages = wanted.iter().map(|architecture| Ok((*architecture, package(architecture)?)));
    let packages = packages.collect::<Result<Vec<_>, Error>>()?;
    print!("{}", table(&packages));
    for (_, package) in packages.iter().filter(|(_, package)| package.zip_bytes > WISHED_BYTES) {
        eprintln!("warning: {} is larger than {WISHED_BYTES} bytes", package.zip.display());
    }
    Ok(())
}

/// Packages the app for this machine's own processor, and runs what is in the zip file as Lambda would.
pub(crate) fn test() -> Result<(), Error> {
    let package = package(Architecture::here()?)?;
    tools::fetch_emulator()?;
    let mut test = cargo();
    test.args(["test", "--locked", "--package", "tests", "--test", "packaged", "--", "--ignored"]);
    run_command(test.env("PACKAGE", &package.zip))
}

fn wanted(arguments: &[&str]) -> Result<Vec<&'static Architecture>, Error> {
    let name = match arguments {
        [] => "all",
        ["--target", name] => name,
        [argument] if argument.starts_with("--target=") => &argument["--target=".len()..],
        _ => return Err(Error::new("the only argument is `--target ARCHITECTURE`").help("cargo xtask package --help")),
    };
    let chosen: Vec<_> =
        ARCHITECTURES.iter().filter(|it| name == "all" || name == it.name || name == it.lambda).collect();
    if chosen.is_empty() {
        let message = format!("there is no architecture `{name}`; there are aarch64, x86_64 and all");
        return Err(Error::new(message));
    }
    Ok(chosen)
}

/// Builds the app for `architecture` as it is shipped.
pub(crate) fn package(architecture: &Architecture) -> Result<Package, Error> {
    if !cfg!(target_os = "linux") {
        return Err(Error::new(
            "the zip files are built on Linux only: the C compiler for them is fetched for no other",
        ));
    }
    let target_name = architecture.target();
    tools::add_target(&target_name)?;
    eprintln!("building for {target_name}");
    let mut cargo = cargo();
    cargo.args(["build", "--locked", "--profile", "lambda", "--package", "app", "--no-default-features", "--target"]);
    cargo.args([&*target_name, "--message-format", "json-render-diagnostics"]);
    zig::use_in(&mut cargo, architecture.name)?;
    let built = executable(&read(&mut cargo)?)?;

    let folder = target().join("package");
    let program = folder.join(architecture.lambda).join("bootstrap");
    let zip = folder.join(format!("app-{}.zip", architecture.lambda));
    let failed = |error: std::io::Error| Error::new(format!("cannot write into {}: {error}", folder.display()));
    fs::create_dir_all(folder.join(architecture.lambda)).map_err(failed)?;
    fs::copy(&built, &program).map_err(failed)?;
    let bytes = fs::read(&program).map_err(failed)?;
    let archive = archive::of_bootstrap(&bytes)?;
    fs::write(&zip, &archive).map_err(failed)?;
    Ok(Package { program_bytes: bytes.len(), zip_bytes: archive.len(), program, zip })
}

/// The program that cargo says it has built.
fn executable(messages: &str) -> Result<PathBuf, Error> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    programs.next().ok_or_else(|| Error::new("cargo names no program that it built"))
}

fn table(packages: &[(&Architecture, Package)]) -> String {
    let rows = packages.iter().map(|(architecture, package)| {
        let zip = package.zip.strip_prefix(root()).unwrap_or(&package.zip);
        format!("| {} | {} | {} | {} |\n", architecture.lambda, package.program_bytes, package.zip_bytes, zip.display())
    });
    let rows: Vec<_> = rows.collect();
    format!("\n| for | bootstrap, bytes | zip, bytes | file |\n|---|---|---|---|\n{}", rows.concat())
}

#[cfg(test)]
mod tests {
    use super::{executable, wanted};

    fn names(arguments: &[&str]) -> Result<Vec<&'static str>, String> {
        let wanted = wanted(arguments).map_err(|error| error.to_string())?;
        Ok(wanted.into_iter().map(|it| it.name).collect())
    }

    #[test]
    fn an_architecture_has_the_names_of_rust_and_of_lambda() {
        assert_eq!(names(&[]), Ok(vec!["aarch64", "x86_64"]));
        assert_eq!(names(&["--target", "all"]), Ok(vec!["aarch64", "x86_64"]));
        assert_eq!(names(&["--target", "arm64"]), Ok(vec!["aarch64"]));
        assert_eq!(names(&["--target=x86_64"]), Ok(vec!["x86_64"]));
        let unknown = "there is no architecture `mips`; there are aarch64, x86_64 and all";
        assert_eq!(names(&["--target", "mips"]), Err(unknown.to_owned()));
        for wrong in [&["--target"][..], &["all"], &["--target", "all", "more"]] {
            assert!(names(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn the_program_is_what_cargo_names() {
        let messages = "{\"reason\":\"compiler-artifact\",\"executable\":null}\n{\"executable\":\"/a/app\"}\n";
        assert_eq!(executable(messages).unwrap().to_str(), Some("/a/app"));
        assert!(executable("").is_err());
    }
}
