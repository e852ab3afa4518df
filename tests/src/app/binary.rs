//! The program under test, and its sample events.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::{env, fs};

use serde_json::Value;

/// The root of the workspace.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The app's program, built now if it is not.
///
/// # Panics
/// If it does not build.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        // The features of the whole workspace, so that what the tests were built with serves here too.
        let mut build = Command::new(env!("CARGO"));
        // What cargo tells a test of its package would make it build the package `ring` anew, which asks for the same.
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("CARGO_MANIFEST_") || name.starts_with("CARGO_PKG_")) {
                build.env_remove(name);
            }
        }
        let build = build
            .args(["build", "--quiet", "--workspace", "--bin", "app", "--message-format", "json"])
            .current_dir(root())
            .stderr(Stdio::inherit())
            .output()
            .expect("cargo runs");
        assert!(build.status.success(), "the app does not build");
        let messages = String::from_utf8(build.stdout).expect("cargo writes UTF-8");
        let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let program = messages
            .filter(|message| message["target"]["name"] == "app")
            .find_map(|message| message["executable"].as_str().map(PathBuf::from));
        program.expect("cargo names the program that it built")
    })
}

/// A program that `cargo xtask test` has put into `.tools`, by its path in its own folder there.
///
/// # Panics
/// If it is not there.
pub fn tool(path: &str) -> PathBuf {
    let tools = fs::read_dir(root().join(".tools")).into_iter().flatten();
    let programs = tools.filter_map(|entry| Some(entry.ok()?.path().join(path)));
    let newest = programs.filter(|program| program.is_file()).max();
    newest.unwrap_or_else(|| panic!("no `{path}` is in `.tools`: `cargo xtask test tests` puts it there"))
}

/// One of the sample events in `app/events`.
///
/// # Panics
/// If there is none of that name.
pub fn event(name: &str) -> Vec<u8> {
    let path = root().join("app/events").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
