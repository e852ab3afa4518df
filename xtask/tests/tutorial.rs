//! The page docs/tutorial.md, followed word by word.
//!
//! A comment before a code block says what it is about: `<!-- code: FILE -->`, the next piece of that file; `<!-- tested -->`,
//! what its test says; `<!-- mistake: TEXT -> OTHER -->`, what the compiler says after this change; `<!-- elsewhere -->`, what
//! the program without its local runtime says. What the service answers is compared in the tests of `examples/orders`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FILES: [&str; 3] = ["src/orders.rs", "src/main.rs", "events/queue.json"];

fn root() -> PathBuf {
    fs::canonicalize(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).expect("xtask is a folder of the repository")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What the comments before the code blocks say, and the blocks.
struct Page(Vec<(String, String)>);

impl Page {
    fn read() -> Self {
        let page = read(&root().join("docs/tutorial.md"));
        let mut lines = page.lines();
        let mut blocks = Vec::new();
        while let Some(line) = lines.next() {
            let Some(about) = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->")) else {
                continue;
            };
            assert!(lines.next().is_some_and(|line| line.starts_with("```")), "no block follows `{line}`");
            let block: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((about.to_owned(), block.join("\n") + "\n"));
        }
        Self(blocks)
    }

    /// A file, of all its pieces.
    fn file(&self, name: &str) -> String {
        let about = format!("code: {name}");
        let pieces: Vec<_> = self.0.iter().filter(|(it, _)| *it == about).map(|(_, block)| block.as_str()).collect();
        assert!(!pieces.is_empty(), "the page has no `{about}`");
        pieces.join("\n")
    }

    /// The block whose comment begins so, and the rest of the comment.
    fn block(&self, kind: &str) -> (&str, &str) {
        let mut found = self.0.iter().filter_map(|(about, block)| Some((about.strip_prefix(kind)?, block.as_str())));
        found.next().unwrap_or_else(|| panic!("the page has no `{kind}`"))
    }

    /// The package that a reader has written at the end of the page, in a folder that is no part of the workspace.
    fn package(&self) -> PathBuf {
        let root = root();
        let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("orders");
        for name in FILES {
            let path = package.join(name);
            fs::create_dir_all(path.parent().expect("it is in the package")).expect("cargo's folder can be written to");
            fs::write(path, self.file(name)).expect("as above");
        }
        let manifest = self.file("Cargo.toml").replace("../gateway", root.to_str().expect("the path is UTF-8"));
        // The program of the example has that name, in the same target folder.
        let manifest = manifest.replace("name = \"orders\"", "name = \"orders-of-a-reader\"");
        fs::write(package.join("Cargo.toml"), manifest + "\n[workspace]\n").expect("as above");
        // The versions that are tested, and no network: what this package does not need, cargo takes out.
        fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).expect("as above");
        package
    }
}

/// Runs cargo in the package, with what the workspace has built already.
fn cargo(package: &Path, arguments: &[&str]) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder");
    Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--color", "never", "--target-dir"])
        .arg(target)
        .current_dir(package)
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
        .env_remove("AWS_LAMBDA_RUNTIME_API")
        .output()
        .expect("cargo is there: it started this test")
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_page_has_the_code_of_the_example() {
    let page = Page::read();
    for name in FILES {
        let path = root().join("examples/orders").join(name);
        assert_eq!(page.file(name), read(&path), "docs/tutorial.md and {}", path.display());
    }
}

#[test]
fn a_reader_gets_what_the_page_says() {
    let page = Page::read();
    let package = page.package();
    let tested = cargo(&package, &["test"]);
    let (_, said) = page.block("tested");
    assert!(tested.status.success() && !errors(&tested).contains("warning"), "{}", errors(&tested));
    assert!(String::from_utf8_lossy(&tested.stdout).contains(said), "{tested:?}");

    let (_, said) = page.block("elsewhere");
    let run = cargo(&package, &["run", "--quiet", "--no-default-features"]);
    assert_eq!((run.status.code(), errors(&run).as_str()), (Some(1), said));

    let (change, said) = page.block("mistake: ");
    let (text, other) = change.split_once(" -> ").expect("the comment says `mistake: TEXT -> OTHER`");
    let path = package.join("src/orders.rs");
    let mistaken = read(&path).replace(text, other);
    fs::write(path, mistaken).expect("cargo's folder can be written to");
    let refused = errors(&cargo(&package, &["build", "--quiet"]));
    let (mistake, rest) = refused.split_once("\nerror: could not compile").expect("it does not compile");
    assert_eq!(mistake, said);
    assert!(rest.trim_end().ends_with("due to 1 previous error"), "{rest}");
}
