//! What is in the zip file, under AWS's runtime interface emulator, in a root with nothing else.
//!
//! Only `cargo xtask test package` runs it: it needs the file, whose path stands in `PACKAGE`.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;
use tests::alexa::turn_on;
use tests::app::{Emulator, binary};
use tests::home_assistant::{Certificate, HomeAssistant, Setup, TOKEN};

/// What an ordinary user may have to type to be allowed a root of the test's own.
const HELP: &str = "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0    # where AppArmor forbids it";

/// A folder of this name with what is in the zip file, and nothing else.
fn unzipped(name: &str) -> PathBuf {
    let package = std::env::var_os("PACKAGE").expect("`cargo xtask test package` says where the zip file is");
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name).join("root");
    drop(fs::remove_dir_all(&root));
    fs::create_dir_all(&root).expect("cargo's folder can be written to");
    let mut unzip = Command::new("python3");
    let unzipped = unzip.args(["-m", "zipfile", "--extract"]).arg(package).arg(&root).status();
    assert!(unzipped.expect("Python is there").success(), "the zip file cannot be read");
    let names = fs::read_dir(&root).expect("it was made").map(|entry| entry.expect("it is readable").file_name());
    assert_eq!(names.collect::<Vec<_>>(), ["bootstrap"]);
    root
}

/// A program that changes to a root with nothing but the packaged one in it, and becomes that.
fn in_an_empty_root() -> PathBuf {
    let root = unzipped("packaged");
    let enter = if fs::metadata("/proc/self").expect("Linux has it").uid() == 0 {
        ""
    } else {
        let allowed = Command::new("unshare").args(["--user", "--map-root-user", "true"]).status();
        assert!(allowed.is_ok_and(|status| status.success()), "a user namespace is not allowed\n  help: {HELP}");
        "unshare --user --map-root-user "
    };
    // Python forgets who may run a file; Lambda does not.
    let script = root.with_file_name("bootstrap");
    fs::write(&script, format!("#!/bin/sh\nexec {enter}chroot '{}' /bootstrap\n", root.display())).expect("as above");
    for program in [&script, &root.join("bootstrap")] {
        fs::set_permissions(program, fs::Permissions::from_mode(0o755)).expect("it is this test's");
    }
    script
}

#[test]
#[ignore = "`cargo xtask test package` runs it, when it has made the zip file that this is about"]
fn it_needs_nothing_but_itself() {
    let program = in_an_empty_root();
    let program = program.to_str().expect("its path is text");
    let home = HomeAssistant::new(Setup { certificate: Some(Certificate::Good), ..Setup::default() });
    let root = home.root().expect("it has a certificate");
    let function = Emulator::classic(
        program,
        &[("HOME_ASSISTANT_URL", &home.url()), ("HOME_ASSISTANT_TOKEN", TOKEN), ("HOME_ASSISTANT_EXTRA_ROOTS", &root)],
    );
    let test = json!({ "interface": "home_assistant", "operation": "self_test" });
    let test = function.invoke(test.to_string().as_bytes(), &[]).json();
    assert_eq!(test["ok"], true, "{test}");

    let answer = function.invoke(turn_on(TOKEN).to_string().as_bytes(), &[]).json();
    assert_eq!(answer["event"]["header"]["name"], "Response", "{answer}");
}

/// Texts of what is for one's own machine: the console, the local runtime, the command line, and an interface that only
/// these have.
const LOCAL: [&str; 6] = [
    "<title>Gateway console</title>",
    "/_console",
    "AWS_LAMBDA_FUNCTION_TIMEOUT",
    "/2015-03-31/functions/",
    "The reference Lambda, on this machine",
    "Writes a note, in place of one that has the same name.",
];

#[test]
#[ignore = "`cargo xtask test package` runs it, when it has made the zip file that this is about"]
fn nothing_in_it_is_for_ones_own_machine() {
    let texts = |program: &Path| String::from_utf8_lossy(&fs::read(program).expect("it is there")).into_owned();
    let (shipped, local) = (texts(&unzipped("searched").join("bootstrap")), texts(binary()));
    assert!(shipped.contains("HOME_ASSISTANT_URL"), "its texts cannot be searched");
    for text in LOCAL {
        assert!(local.contains(text), "{text:?} is a text of nothing any more: choose another");
        assert!(!shipped.contains(text), "{text:?} is shipped");
    }
}
