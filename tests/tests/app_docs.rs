//! The pages for who deploys the app, held against the app.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tests::app::{binary, root};

const BEGIN: &str = "<!-- settings -->\n";
const END: &str = "<!-- end of settings -->";

/// Sections of what is seldom touched come last.
const SECTIONS: [&str; 8] = ["home_assistant", "alexa", "api", "debug", "logging", "http_client", "cache", "config"];

fn settings() -> Vec<Value> {
    let output = Command::new(binary()).args(["call", "config", "state"]).env_clear().output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let state: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let settings = state["settings"].as_array().expect("a list").clone();
    // Nothing reads the parameter store in this app.
    settings.into_iter().filter(|setting| setting["key"] != "config.parameter_path").collect()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("it is a text")
}

fn page(name: &str) -> String {
    let path = root().join("docs").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The table of every variable that sets something.
fn table(settings: &[Value]) -> String {
    let section = |setting: &Value| text(&setting["key"]).split('.').next().unwrap_or_default().to_owned();
    let place = |setting: &Value| {
        let section = section(setting);
        let place = SECTIONS.iter().position(|known| *known == section);
        place.unwrap_or_else(|| panic!("the section `{section}` has no place in the table"))
    };
    let mut settings: Vec<_> = settings.iter().collect();
    settings.sort_by_key(|setting| place(setting));
    let mut table = "| variable | default | what it is |\n|---|---|---|\n".to_owned();
    for setting in settings {
        let variables = setting["variables"].as_array().expect("a list").iter().map(text);
        let variables: Vec<_> = variables
            .map(|name| match name.strip_prefix("not ") {
                Some(name) => format!("not `{name}`"),
                None => format!("`{name}`"),
            })
            .collect();
        let default = match &setting["value"] {
            Value::Null => "-".to_owned(),
            Value::String(text) => format!("`{text}`"),
            Value::Object(object) if object.is_empty() => "-".to_owned(),
            other => format!("`{other}`"),
        };
        let docs: Vec<_> = text(&setting["docs"]).lines().map(str::trim).collect();
        writeln!(table, "| {} | {default} | {} |", variables.join(", "), docs.join(" ")).expect("a text can grow");
    }
    table
}

/// `UPDATE_GOLDEN=1 cargo test -p tests --test app_docs` writes it.
#[test]
fn the_table_of_variables_is_what_the_settings_say() {
    let table = table(&settings());
    let deploy = page("deploy.md");
    let (before, rest) = deploy.split_once(BEGIN).expect("the table has a beginning");
    let (found, after) = rest.split_once(END).expect("the table has an end");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let page = format!("{before}{BEGIN}{table}{END}{after}");
        fs::write(root().join("docs/deploy.md"), page).expect("the page can be written");
    } else {
        assert_eq!(found, table, "UPDATE_GOLDEN=1 cargo test -p tests --test app_docs");
    }
}

/// Names in capitals with an underline, which is how variables look.
fn variables(page: &str) -> BTreeSet<&str> {
    let words = page.split(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'));
    words.filter(|word| word.contains('_') && word.starts_with(|c: char| c.is_ascii_uppercase())).collect()
}

#[test]
fn variables_that_pages_and_template_name_set_something() {
    let settings = settings();
    let known = settings.iter().flat_map(|setting| setting["variables"].as_array().expect("a list"));
    let known: BTreeSet<_> = known.map(|name| text(name).trim_start_matches("not ")).collect();
    let template = fs::read_to_string(root().join("deploy/template.yaml")).expect("it is in the repository");
    for page in [page("deploy.md"), page("troubleshooting.md"), template] {
        // What the command line of SAM wants said.
        let unknown: Vec<_> =
            variables(&page).into_iter().filter(|it| !known.contains(it) && *it != "CAPABILITY_IAM").collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}

fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).expect("the sources are in the repository") {
        let path = entry.expect("it is readable").path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push_str(&fs::read_to_string(&path).expect("sources are text"));
        }
    }
}

#[test]
fn lines_that_are_quoted_from_the_log_are_in_the_app() {
    let mut app = String::new();
    sources(&root().join("app/src"), &mut app);
    let page = page("troubleshooting.md");
    let quoted = page.lines().filter_map(|line| line.strip_prefix("- **In the log**: `")?.strip_suffix('`'));
    let quoted: Vec<_> = quoted.collect();
    assert!(quoted.len() > 10, "{quoted:?}");
    let missing: Vec<_> = quoted.into_iter().filter(|line| !app.contains(line)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
