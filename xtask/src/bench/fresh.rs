//! From a fresh clone to the app listening.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Instant;

use super::report::{Figure, Section, Target};
use crate::command::{cargo, command, not_started, root, run, target};
use crate::error::Error;

/// What a person waits at most, on two cores, once the crates are downloaded.
const SECONDS: f64 = 120.0;

pub(super) fn measure() -> Result<Section, Error> {
    let clone = target().join("xtask").join("fresh");
    if clone.exists() {
        fs::remove_dir_all(&clone)
            .map_err(|error| Error::new(format!("{} cannot be removed: {error}", clone.display())))?;
    }
    run(command("git").args(["clone", "--quiet"]).arg(root()).arg(&clone))?;
    run(cargo().args(["fetch", "--locked"]).current_dir(&clone))?;
    Ok(Section {
        title: "First run",
        about: "A fresh clone with an empty target folder, the crates downloaded: seconds until the app says where it \
                listens.\n\n`cargo xtask bench fresh`"
            .to_owned(),
        figures: vec![Figure {
            name: "`cargo run -p app`, until it listens".to_owned(),
            unit: "s",
            baseline: 0.0,
            ours: until_listening(&clone)?,
            target: Target::AtMost(SECONDS),
        }],
    })
}

fn until_listening(clone: &Path) -> Result<f64, Error> {
    let start = Instant::now();
    let mut cargo = cargo();
    // The clone is a newcomer's: nothing of this process's cargo may reach it.
    cargo
        .args(["run", "--package", "app", "--", "--port", "0"])
        .current_dir(clone)
        .env("CARGO_TARGET_DIR", clone.join("target"));
    for variable in ["AWS_LAMBDA_RUNTIME_API", "RUSTFLAGS"] {
        cargo.env_remove(variable);
    }
    let mut app = cargo.stdout(Stdio::piped()).spawn().map_err(|error| not_started(&cargo, &error))?;
    let listening = wait(&mut app);
    let seconds = start.elapsed().as_secs_f64();
    // An app that ended by itself cannot be killed, and then `listening` says so.
    let _ = app.kill();
    let _ = app.wait();
    if listening { Ok(seconds) } else { Err(Error::new("the app ended before it said where it listens")) }
}

/// Reads what the app prints up to the address.
fn wait(app: &mut Child) -> bool {
    let Some(output) = app.stdout.take() else { return false };
    BufReader::new(output).lines().map_while(Result::ok).any(|line| line.contains("http://"))
}
