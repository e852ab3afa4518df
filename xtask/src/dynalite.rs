//! The second engine for the dialect of `DynamoDB`.

use std::fs;

use crate::command::{command, root, run};
use crate::error::Error;

/// [dynalite](https://github.com/architect/dynalite) is a server in JavaScript.
const VERSION: &str = "4.0.0";

/// Puts dynalite into `.tools`, where the tests of the table look for it, unless it is there. It comes through npm, from the
/// registry that npm is configured for, with what the lock file names; npm compares the sums.
pub(crate) fn fetch() -> Result<(), Error> {
    let folder = root().join(".tools").join(format!("dynalite-{VERSION}"));
    if folder.join("node_modules/dynalite/cli.js").is_file() {
        return Ok(());
    }
    eprintln!("dynalite {VERSION} is not in .tools: fetching it with what it needs, 10 MB");
    let download = root().join(".tools/dynalite-download");
    drop(fs::remove_dir_all(&download));
    let failed = |error| Error::new(format!("cannot write into {}: {error}", download.display()));
    fs::create_dir_all(&download).map_err(failed)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(root().join("xtask/src/dynalite").join(name), download.join(name)).map_err(failed)?;
    }
    // What it stores is in memory, so its database need not be compiled.
    let mut install = command("npm");
    install.args(["ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"]).arg(&download);
    run(&mut install).map_err(|error| {
        Error::new(format!("the second engine comes through npm, and: {error}"))
            .help("sudo apt-get install npm    # or what brings Node.js and npm here")
    })?;
    // The folder appears with all of it, or not at all.
    drop(fs::remove_dir_all(&folder));
    fs::rename(&download, &folder)
        .map_err(|error| Error::new(format!("cannot move dynalite to {}: {error}", folder.display())))
}
