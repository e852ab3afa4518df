//! Which crate may know which: the table of docs/architecture.md, checked against `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What each crate of the workspace may depend on, in the workspace. Development dependencies are free:
/// they are in nobody's build.
const ARROWS: &[(&str, &[&str])] = &[
    ("gateway-macros", &[]),
    ("gateway-runtime", &["gateway-macros"]),
    ("gateway-http", &["gateway-runtime"]),
    ("gateway-cores", &["gateway-runtime", "gateway-http"]),
    ("gateway-free-tier", &["gateway-runtime", "gateway-http"]),
    ("gateway-lambda", &["gateway-runtime"]),
    ("app", &["gateway-runtime", "gateway-http", "gateway-cores", "gateway-free-tier", "gateway-lambda"]),
    ("orders", &["gateway-runtime", "gateway-cores", "gateway-lambda"]),
    ("benches", &["gateway-runtime"]),
    ("xtask", &[]),
];

/// Crates in these folders only test, so they may know everything.
const TESTS: &[&str] = &["tests", "ui-tests"];

struct Metadata(Value);

impl Metadata {
    fn read() -> Self {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version=1", "--locked", "--all-features"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo is there: it started this test");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self(serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON"))
    }

    fn packages(&self) -> &[Value] {
        self.0["packages"].as_array().expect("metadata lists packages")
    }

    fn package(&self, id: &Value) -> &Value {
        self.packages().iter().find(|package| package["id"] == *id).expect("an id has a package")
    }

    fn members(&self) -> impl Iterator<Item = &Value> {
        let members = self.0["workspace_members"].as_array().expect("metadata lists members");
        members.iter().map(|id| self.package(id))
    }

    /// The ids of everything that is built for `id`, itself included, leaving out development dependencies.
    fn tree(&self, id: &Value) -> BTreeSet<String> {
        let nodes: BTreeMap<&str, &Value> = self.0["resolve"]["nodes"]
            .as_array()
            .expect("metadata resolves")
            .iter()
            .map(|node| (text(&node["id"]), node))
            .collect();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![text(id)];
        while let Some(id) = waiting.pop() {
            if seen.insert(id.to_owned()) {
                waiting.extend(built_dependencies(nodes[id]));
            }
        }
        seen
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("it is a text")
}

/// The folder of the repository that the package is in.
fn folder(package: &Value) -> &str {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let root = std::fs::canonicalize(root).expect("xtask is a folder of the repository");
    let manifest = Path::new(text(&package["manifest_path"]));
    let path = manifest.strip_prefix(root).expect("a member is in the repository");
    path.iter().next().and_then(OsStr::to_str).expect("folders of the repository have plain names")
}

fn built_dependencies(node: &Value) -> impl Iterator<Item = &str> {
    let dependencies = node["deps"].as_array().expect("a node lists dependencies");
    let is_built = |dependency: &&Value| {
        let kinds = dependency["dep_kinds"].as_array().expect("a dependency has kinds");
        kinds.iter().any(|kind| kind["kind"] != "dev")
    };
    dependencies.iter().filter(is_built).map(|dependency| text(&dependency["pkg"]))
}

#[test]
fn arrows_between_crates_point_one_way() {
    let metadata = Metadata::read();
    let members: BTreeSet<&str> = metadata.members().map(|package| text(&package["name"])).collect();
    let mut wrong = Vec::new();
    for package in metadata.members() {
        let name = text(&package["name"]);
        if TESTS.contains(&folder(package)) {
            continue;
        }
        let Some((_, allowed)) = ARROWS.iter().find(|(from, _)| *from == name) else {
            wrong.push(format!("`{name}` is in no row of the table"));
            continue;
        };
        for dependency in package["dependencies"].as_array().expect("a package lists dependencies") {
            let to = text(&dependency["name"]);
            if dependency["kind"] != "dev" && members.contains(to) && !allowed.contains(&to) {
                wrong.push(format!("`{name}` must not depend on `{to}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_macros_are_built_with_syn_3_only() {
    let metadata = Metadata::read();
    let macros = metadata.members().find(|package| package["name"] == "gateway-macros");
    let tree = metadata.tree(&macros.expect("gateway-macros is a member")["id"]);
    let versions: Vec<&str> = metadata
        .packages()
        .iter()
        .filter(|package| package["name"] == "syn" && tree.contains(text(&package["id"])))
        .map(|package| text(&package["version"]))
        .collect();
    assert!(matches!(versions[..], [version] if version.starts_with("3.")), "{versions:?}");
}

/// As on docs/packaging.md: what makes a start slow or a zip file large, and what belongs to the developer's machine.
#[test]
fn the_shipped_app_holds_none_of_what_is_heavy() {
    for architecture in ["aarch64", "x86_64"] {
        let target = format!("{architecture}-unknown-linux-musl");
        let output = Command::new(env!("CARGO"))
            .args(["tree", "--locked", "--package", "app", "--no-default-features", "--edges", "normal"])
            .args(["--prefix", "none", "--target", &target])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo is there: it started this test");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let tree = String::from_utf8(output.stdout).expect("cargo writes UTF-8");
        let names: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        assert!(names.contains("ring") && names.contains("webpki-roots"), "{names:?}");
        let refused =
            ["aws-lc-", "aws-sdk-", "aws-config", "rustls-native-certs", "openssl", "native-tls", "clap", "regex"];
        let heavy: Vec<_> = names.iter().filter(|name| refused.iter().any(|it| name.starts_with(it))).collect();
        assert!(heavy.is_empty(), "{target}: {heavy:?}");
    }
}

#[test]
fn every_direct_dependency_says_why_it_is_there() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/dependencies.md");
    let document = std::fs::read_to_string(path).expect("the document is in the repository");
    let metadata = Metadata::read();
    let members: BTreeSet<&str> = metadata.members().map(|package| text(&package["name"])).collect();
    let unexplained: BTreeSet<&str> = metadata
        .members()
        .flat_map(|package| package["dependencies"].as_array().expect("a package lists dependencies"))
        .map(|dependency| text(&dependency["name"]))
        .filter(|name| !members.contains(name) && !is_row(&document, name))
        .collect();
    assert!(unexplained.is_empty(), "no row of docs/dependencies.md is about {unexplained:?}");
}

/// Does the first cell of a row name the crate?
fn is_row(document: &str, name: &str) -> bool {
    let cells = document.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | "));
    cells.into_iter().any(|(first, _)| first.contains(&format!("`{name}`")))
}
