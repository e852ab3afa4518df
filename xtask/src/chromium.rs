//! The browser that the console is tested in.

use std::fs;

use crate::command::{command, root, run};
use crate::error::Error;

/// A headless Chromium that needs nothing of the machine, in a package that was made for functions on Lambda:
/// <https://github.com/Sparticuz/chromium>.
const VERSION: &str = "147.0.0";
const SHA512: &str = "4ZKeAQQa8up2mt675qSitztLdbQrlf8BKdC5naeap+5Mv1OV1OlJdPoU+EJC/p5sQUJUQmN4r+q5+EhaaOUHpQ==";

/// Puts Chromium into `.tools`, where the tests of the console look for it, unless it is there. It comes through npm,
/// from the registry that npm is configured for.
pub(crate) fn fetch() -> Result<(), Error> {
    if cfg!(not(all(target_os = "linux", target_arch = "x86_64"))) {
        return run(command("chromium").arg("--version")).map_err(|error| {
            Error::new(format!("there is no Chromium to fetch for this machine, and: {error}"))
                .help("sudo apt-get install chromium    # or what brings the command `chromium` here")
        });
    }
    let folder = root().join(".tools").join(format!("chromium-{VERSION}"));
    if folder.join("chromium").is_file() {
        return Ok(());
    }
    eprintln!("Chromium {VERSION} is not in .tools: fetching it, 68 MB");
    let download = root().join(".tools/chromium-download");
    drop(fs::remove_dir_all(&download));
    fs::create_dir_all(&download)
        .map_err(|error| Error::new(format!("cannot write into {}: {error}", download.display())))?;
    let mut pack = command("npm");
    pack.args(["pack", "--silent", &format!("@sparticuz/chromium@{VERSION}"), "--pack-destination"]).arg(&download);
    run(&mut pack).map_err(|error| {
        Error::new(format!("the browser for the console's tests comes through npm, and: {error}"))
            .help("sudo apt-get install npm    # or what brings Node.js and npm here")
    })?;
    let package = download.join(format!("sparticuz-chromium-{VERSION}.tgz"));
    run(command("node").arg(root().join("xtask/src/chromium.js")).arg(package).arg(SHA512))?;
    // The folder appears with the whole browser in it, or not at all.
    fs::rename(download.join("whole"), &folder)
        .and_then(|()| fs::remove_dir_all(&download))
        .map_err(|error| Error::new(format!("cannot move Chromium to {}: {error}", folder.display())))
}
