//! Tools that are no part of a fresh machine with rustup.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::command::{cargo, command, line, read, root, run};
use crate::error::Error;

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
const EMULATOR_WHEEL: &str = "aws-sam-cli==1.170.0";
const EMULATOR_WHEEL_SHA256: &str = "24ebaf5ecba38dc1758089968cb89ab61e124b84e92a344fc7a2771a47f4d0bf";

/// The member of the wheel for this machine; the sum of the wheel is that of its members too.
const EMULATOR_MEMBER: &str = if cfg!(target_arch = "aarch64") {
    "samcli/local/rapid/aws-lambda-rie-arm64"
} else {
    "samcli/local/rapid/aws-lambda-rie-x86_64"
};

/// Takes one member out of a wheel: wheel, member, file to write.
const UNZIP: &str =
    "import sys, zipfile; open(sys.argv[3], 'wb').write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))";

/// Puts AWS's emulator into `.tools`, where the integration tests look for it, unless it is there. It comes through pip,
/// from the index that pip is configured for.
pub(crate) fn fetch_emulator() -> Result<(), Error> {
    let version = EMULATOR_WHEEL.rsplit('=').next().unwrap_or_default();
    let tools = root().join(".tools");
    let folder = tools.join(format!("aws-lambda-rie-{version}"));
    if folder.join("aws-lambda-rie").is_file() {
        return Ok(());
    }
    eprintln!("AWS's emulator is not in .tools: fetching the wheel of {EMULATOR_WHEEL}");
    let download = tools.join("download");
    let failed = |error: io::Error| Error::new(format!("cannot write into {}: {error}", tools.display()));
    drop(fs::remove_dir_all(&download));
    fs::create_dir_all(&download).map_err(failed)?;
    let requirements = download.join("requirements.txt");
    fs::write(&requirements, format!("{EMULATOR_WHEEL} --hash=sha256:{EMULATOR_WHEEL_SHA256}\n")).map_err(failed)?;

    let mut pip = command("python3");
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes"]);
    pip.arg("--dest").arg(&download).arg("--requirement").arg(&requirements);
    run(&mut pip).map_err(|error| {
        Error::new(format!("AWS's emulator comes in a Python wheel, and: {error}"))
            .help("sudo apt-get install python3-pip    # or what brings `python3 -m pip` here")
    })?;
    let files = fs::read_dir(&download).map_err(failed)?;
    let mut files = files.filter_map(|file| Some(file.ok()?.path()));
    let wheel = files.find(|file| file.extension().is_some_and(|extension| extension == "whl"));
    let wheel = wheel.ok_or_else(|| Error::new(format!("pip downloaded no wheel of {EMULATOR_WHEEL}")))?;

    let emulator = download.join("aws-lambda-rie");
    run(command("python3").args(["-c", UNZIP]).arg(&wheel).arg(EMULATOR_MEMBER).arg(&emulator))?;
    make_executable(&emulator).map_err(failed)?;
    // The folder appears with the whole program in it, or not at all.
    let whole = tools.join("download-done");
    drop(fs::remove_dir_all(&whole));
    fs::create_dir(&whole).map_err(failed)?;
    fs::rename(&emulator, whole.join("aws-lambda-rie")).map_err(failed)?;
    fs::rename(&whole, &folder).map_err(failed)?;
    fs::remove_dir_all(&download).map_err(failed)
}

#[cfg(unix)]
fn make_executable(program: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(program, fs::Permissions::from_mode(0o755))
}

/// It runs on Linux only, and so do its tests.
#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Valgrind cannot be installed by an ordinary user, so a missing one ends the task.
pub(crate) fn require_valgrind() -> Result<String, Error> {
    read(command("valgrind").arg("--version")).map(|version| version.trim().to_owned()).map_err(|error| {
        Error::new(format!("instructions are counted by valgrind, which is missing: {error}"))
            .help("sudo apt-get install valgrind")
    })
}
