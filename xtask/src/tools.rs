//! Tools that are no part of a fresh machine with rustup.

use std::fs;
use std::path::PathBuf;

use crate::command::{cargo, command, line, read, root, run};
use crate::error::Error;
use crate::venv::{self, Program};
use crate::wheel::{self, Wheel};

/// Adds the standard library of `target` to the pinned toolchain, unless it is there.
pub(crate) fn add_target(target: &str) -> Result<(), Error> {
    let folder = read(command("rustc").args(["--print", "target-libdir", "--target", target]))?;
    if PathBuf::from(folder.trim()).is_dir() {
        return Ok(());
    }
    let mut add = command("rustup");
    add.args(["target", "add", target]);
    run(&mut add).map_err(|error| {
        Error::new(format!("the standard library of {target} is missing, and: {error}")).help(line(&add))
    })
}

/// Adds a component to the pinned toolchain, unless it is there.
pub(crate) fn add_component(component: &str) -> Result<(), Error> {
    let installed = read(command("rustup").args(["component", "list", "--installed"]))?;
    if installed.lines().any(|line| line.starts_with(component)) {
        return Ok(());
    }
    let mut add = command("rustup");
    add.args(["component", "add", component]);
    run(&mut add).map_err(|error| {
        Error::new(format!("{component} of the pinned toolchain is missing, and: {error}")).help(line(&add))
    })
}

/// Adds a nightly toolchain, which is needed beside the pinned one, unless there is any.
pub(crate) fn add_nightly() -> Result<(), Error> {
    if read(command("rustup").args(["toolchain", "list"]))?.lines().any(|line| line.starts_with("nightly")) {
        return Ok(());
    }
    let mut add = command("rustup");
    add.args(["toolchain", "install", "nightly", "--profile", "minimal"]);
    run(&mut add).map_err(|error| Error::new(format!("a nightly toolchain is missing, and: {error}")).help(line(&add)))
}

/// The path of a program from crates.io in exactly this version, built from source into `.tools` of the
/// repository if it is not there. Cargo checks the sums of the sources, and `--locked` those of theirs.
pub(crate) fn install(package: &str, version: &str) -> Result<PathBuf, Error> {
    let folder = root().join(".tools").join(format!("{package}-{version}"));
    let program = folder.join("bin").join(package).with_extension(std::env::consts::EXE_EXTENSION);
    if program.is_file() {
        return Ok(program);
    }
    eprintln!("{package} {version} is not in .tools: building it from source takes some minutes");
    let mut install = cargo();
    install.args(["install", "--locked", "--version", version, "--root"]);
    install.arg(&folder).arg(package);
    run(&mut install)
        .map_err(|error| Error::new(format!("{package} {version} is missing, and: {error}")).help(line(&install)))?;
    Ok(program)
}

/// AWS's [runtime interface emulator](https://github.com/aws/aws-lambda-runtime-interface-emulator) is a program without
/// a package of its own for those who have no containers: the wheel of this version of the SAM CLI brings it.
const EMULATOR: Wheel = Wheel {
    tool: "aws-lambda-rie",
    about: "8 MB",
    package: "aws-sam-cli",
    version: "1.170.0",
    sha256: &["24ebaf5ecba38dc1758089968cb89ab61e124b84e92a344fc7a2771a47f4d0bf"],
    members: &[EMULATOR_MEMBER],
    program: EMULATOR_MEMBER,
};

/// The member of the wheel for this machine.
const EMULATOR_MEMBER: &str = if cfg!(target_arch = "aarch64") {
    "samcli/local/rapid/aws-lambda-rie-arm64"
} else {
    "samcli/local/rapid/aws-lambda-rie-x86_64"
};

/// Puts AWS's emulator into `.tools`, where the integration tests look for it, unless it is there.
pub(crate) fn fetch_emulator() -> Result<(), Error> {
    fetch_into_view(&EMULATOR)
}

/// [`cargo lambda`](https://www.cargo-lambda.info), of which `invoke` is tried.
const CARGO_LAMBDA: Wheel = Wheel {
    tool: "cargo-lambda",
    about: "14 MB",
    package: "cargo-lambda",
    version: "1.9.2",
    sha256: &[
        "db2c0b1d53d7ed0055198fd045f641addc91b180b20d794fcf78cc9a9efacb38",
        "3350315e8b4e88f7134967f51546bf51aa5db37a6d39a17380545362ae27e289",
    ],
    members: &[CARGO_LAMBDA_MEMBER],
    program: CARGO_LAMBDA_MEMBER,
};

const CARGO_LAMBDA_MEMBER: &str = "cargo_lambda-1.9.2.data/scripts/cargo-lambda";

/// The [AWS CLI](https://docs.aws.amazon.com/cli/v1/userguide/), of which `lambda invoke` is tried.
const AWS_CLI: Program = Program { package: "awscli", version: "1.46.3", command: "aws", size: "22 MB" };

/// Puts what people invoke functions with into `.tools`, where the integration tests look for it, unless it is there.
pub(crate) fn fetch_invokers() -> Result<(), Error> {
    venv::fetch(&AWS_CLI)?;
    fetch_into_view(&CARGO_LAMBDA)
}

/// Gives the program of a wheel a name that does not depend on the wheel's folders: in the tool's own folder.
fn fetch_into_view(wheel: &Wheel) -> Result<(), Error> {
    let program = wheel::fetch(wheel)?;
    let folders = wheel.program.split('/').count();
    let name = program.ancestors().nth(folders).expect("it is in a folder of `.tools`").join(wheel.tool);
    if name.is_file() {
        return Ok(());
    }
    // Both names are in one file system.
    fs::hard_link(&program, &name).map_err(|error| Error::new(format!("cannot make {}: {error}", name.display())))
}

/// [moto](https://github.com/getmoto/moto) takes calls of AWS and remembers their arguments.
const MOTO: Program = Program { package: "moto", version: "5.2.5", command: "moto_server", size: "30 MB" };

/// Puts moto into `.tools`, where the tests of calls to AWS look for it, unless it is there.
pub(crate) fn fetch_moto() -> Result<(), Error> {
    venv::fetch(&MOTO).map(drop)
}

/// Valgrind cannot be installed by an ordinary user, so a missing one ends the task.
pub(crate) fn require_valgrind() -> Result<String, Error> {
    read(command("valgrind").arg("--version")).map(|version| version.trim().to_owned()).map_err(|error| {
        Error::new(format!("instructions are counted by valgrind, which is missing: {error}"))
            .help("sudo apt-get install valgrind")
    })
}
