//! `coverage.md` holds every row of the table of misuse: each has its cases, and each case has its row.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn coverage() -> String {
    fs::read_to_string(root().join("coverage.md")).expect("coverage.md stands beside the manifest")
}

/// `fail/<category>/<case>` and `pass/<case>` of all files that end in `.extension`.
fn files(extension: &str) -> BTreeSet<String> {
    fn search(folder: &Path, extension: &str, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("the folders of the cases are there") {
            let path = entry.expect("a folder can be read to its end").path();
            if path.is_dir() {
                search(&path, extension, found);
            } else if path.extension().is_some_and(|found| found == extension) {
                let case = path.strip_prefix(root()).expect("it was found below the root").with_extension("");
                found.insert(case.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let mut found = BTreeSet::new();
    for folder in ["fail", "pass"] {
        search(&root().join(folder), extension, &mut found);
    }
    found
}

/// Everything in backticks that looks like a case.
fn cases(text: &str) -> BTreeSet<String> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|quoted| quoted.starts_with("fail/") || quoted.starts_with("pass/")).map(str::to_owned).collect()
}

/// The rows of all tables: what is wrong, and what is written beside it.
fn rows(text: &str) -> Vec<(&str, &str)> {
    let cells = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.rsplit_once(" | "));
    cells.filter(|(_, beside)| !["cases", "why"].contains(beside)).collect()
}

#[test]
fn every_row_has_a_case() {
    let text = coverage();
    let rows = rows(&text);
    assert!(rows.len() >= 60, "the tables are read: {} rows", rows.len());
    for (misuse, beside) in rows {
        let reason = beside.strip_prefix("none: ");
        assert!(reason.is_some() || !cases(beside).is_empty(), "no case for: {misuse}");
    }
}

#[test]
fn every_case_has_a_row_and_every_row_a_file() {
    let (written, there) = (cases(&coverage()), files("rs"));
    let unmapped: Vec<_> = there.difference(&written).collect();
    assert!(unmapped.is_empty(), "not in coverage.md: {unmapped:#?}");
    let missing: Vec<_> = written.difference(&there).collect();
    assert!(missing.is_empty(), "in coverage.md, but there is no such file: {missing:#?}");
}

#[test]
fn every_case_says_its_rule_and_every_misuse_its_errors() {
    for case in files("rs") {
        let text = fs::read_to_string(root().join(format!("{case}.rs"))).expect("it was just listed");
        assert!(text.starts_with("// "), "{case} begins with its rule");
    }
    let expectations = files("stderr");
    let misuses: BTreeSet<_> = files("rs").into_iter().filter(|case| case.starts_with("fail/")).collect();
    assert_eq!(misuses, expectations, "a misuse has its errors beside it, and nothing else has");
}
