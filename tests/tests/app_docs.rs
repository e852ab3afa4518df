//! The pages for who deploys the app, held against the app.

#[path = "app_docs/free_tier.rs"]
mod free_tier;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tests::app::{binary, root};

const BEGIN: &str = "<!-- settings -->\n";
const END: &str = "<!-- end of settings -->";

/// Sections of what is seldom touched come last.
const SECTIONS: [&str; 9] =
    ["home_assistant", "alexa", "api", "debug", "logging", "http_client", "cache", "metrics", "config"];

fn settings() -> Vec<Value> {
    let output = Command::new(binary()).args(["call", "config", "state"]).env_clear().output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let state: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    state["settings"].as_array().expect("a list").clone()
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
    let of_the_budget = free_tier::known();
    let is_known = |name: &str| known.contains(name) || of_the_budget.contains(name);
    for page in [page("deploy.md"), page("troubleshooting.md"), template()] {
        // What the command line of SAM wants said.
        let unknown: Vec<_> =
            variables(&page).into_iter().filter(|name| !is_known(name) && *name != "CAPABILITY_IAM").collect();
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
    let mut texts = String::new();
    // The client says what is wrong with a connection, and the guard and the host what they refuse.
    for folder in ["app/src", "gateway-free-tier/src", "gateway-http/src", "gateway-lambda/src"] {
        sources(&root().join(folder), &mut texts);
    }
    let page = page("troubleshooting.md");
    let quoted = page.lines().filter_map(|line| line.strip_prefix("- **In the log**: `")?.strip_suffix('`'));
    let quoted: Vec<_> = quoted.collect();
    assert!(quoted.len() > 10, "{quoted:?}");
    let missing: Vec<_> = quoted.into_iter().filter(|line| !texts.contains(line)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

fn template() -> String {
    fs::read_to_string(root().join("deploy/template.yaml")).expect("it is in the repository")
}

/// The value of the first line of a text that has this key.
fn value<'a>(yaml: &'a str, key: &str) -> &'a str {
    let value = yaml.lines().find_map(|line| line.trim_start().strip_prefix(key)?.strip_prefix(": "));
    value.unwrap_or_else(|| panic!("there is no `{key}`"))
}

/// What the template can be told, each with what stands below it.
fn parameters(template: &str) -> BTreeMap<&str, &str> {
    let (_, rest) = template.split_once("\nParameters:\n").expect("it has parameters");
    let (parameters, _) = rest.split_once("\nMappings:\n").expect("they have an end");
    let is_name = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let names: Vec<_> = parameters.lines().filter(is_name).map(|line| line.trim().trim_end_matches(':')).collect();
    let below = |name: &str| parameters.split_once(&format!("  {name}:\n")).map_or("", |(_, below)| below);
    names.into_iter().map(|name| (name, below(name))).collect()
}

#[test]
fn both_ways_to_deploy_come_to_the_same() {
    let (page, template) = (page("deploy.md"), template());
    for (key, expected) in [
        ("Runtime", "provided.al2023"),
        ("Architectures", "[arm64]"),
        ("Limits", "{ MemorySize: 256, Timeout: 10 }"),
        ("MemorySize", "!FindInMap [Bridge, Limits, MemorySize]"),
        ("Timeout", "!FindInMap [Bridge, Limits, Timeout]"),
        ("RetentionInDays", "!Ref LogRetentionDays"),
        ("LogGroupName", "!Sub /aws/lambda/${AWS::StackName}"),
    ] {
        assert_eq!(value(&template, key), expected);
    }
    assert_eq!(value(parameters(&template)["LogRetentionDays"], "Default"), "7");
    let zip = value(&template, "CodeUri").trim_start_matches("../");
    for text in [
        "runtime **Amazon Linux 2023**",
        "architecture **arm64**",
        "memory **256 MB**, timeout **0 min 10 sec**",
        "retention setting** → 7 days",
        "a name, such as `alexa-home`",
        "→ `/aws/lambda/alexa-home` →",
        "--stack-name alexa-home ",
        &format!("**.zip file** → `{zip}`"),
        &format!("cargo xtask package --target arm64     # writes {zip}"),
    ] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn what_sam_is_told_is_what_the_template_asks_for() {
    let template = template();
    let known = parameters(&template);
    for page in [page("deploy.md"), page("free-tier.md"), page("troubleshooting.md")] {
        let words = page.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '='));
        let told: BTreeSet<_> = words.filter_map(|word| word.split_once('=')).map(|(name, _)| name).collect();
        // Variables are all in capitals.
        let told = told.into_iter().filter(|name| name.starts_with(char::is_uppercase) && *name != name.to_uppercase());
        for name in told {
            assert!(known.contains_key(name), "`{name}` is none of {:?}", known.keys());
        }
    }
    let (_, rest) = template.split_once("\nParameters:\n").expect("it has parameters");
    let unused: Vec<_> = known.keys().filter(|name| !rest.contains(&format!("!Ref {name}"))).collect();
    assert!(unused.is_empty(), "{unused:?}");
    let page = page("deploy.md");
    for name in known.iter().filter(|(_, below)| {
        // What has no default has to be told.
        !below.lines().take_while(|line| line.starts_with("    ")).any(|line| line.trim().starts_with("Default:"))
    }) {
        assert!(page.contains(&format!("{}=", name.0)), "{name:?}");
    }
}

/// The pieces of JSON on a page.
fn samples(page: &str) -> Vec<Value> {
    let pieces = page.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    pieces.map(|piece| serde_json::from_str(piece).unwrap_or_else(|error| panic!("{error}: {piece}"))).collect()
}

#[test]
fn the_self_test_is_asked_and_answers_as_the_page_says() {
    let page = page("deploy.md");
    let samples = samples(&page);
    let [event, answer] = &samples[..] else { panic!("{samples:?}") };
    let event: BTreeMap<_, _> = event.as_object().expect("an object").iter().collect();
    let [(_, interface), (_, operation)] = event.iter().collect::<Vec<_>>()[..] else { panic!("{event:?}") };
    let called = Command::new(binary()).args(["call", text(interface), text(operation)]).env_clear().output();
    let called = called.expect("it starts");
    let real: Value = serde_json::from_slice(&called.stdout).expect("it is JSON");
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(answer), keys(&real));
    assert_eq!(real["settings"]["is"], "bad", "as on the page, a step is good, bad or untried");
    assert!(troubleshooting_begins_with(&event), "the other page asks for the same");
}

fn troubleshooting_begins_with(event: &BTreeMap<&String, &Value>) -> bool {
    let page = page("troubleshooting.md");
    let quoted = page.split('`').filter_map(|code| serde_json::from_str::<Value>(code).ok());
    quoted
        .into_iter()
        .any(|sample| sample.as_object().is_some_and(|it| it.iter().collect::<BTreeMap<_, _>>() == *event))
}

/// `## 4. The function` with its numbered lines is 4, and 4.1 to 4.8.
fn steps(page: &str) -> BTreeSet<String> {
    let mut steps = BTreeSet::new();
    let mut section = "";
    for line in page.lines() {
        let (number, _) = line.trim_start_matches("## ").split_once(". ").unwrap_or_default();
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if line.starts_with("## ") {
            section = if is_number { number } else { "" };
            steps.insert(section.to_owned());
        } else if is_number && !section.is_empty() {
            steps.insert(format!("{section}.{number}"));
        }
    }
    steps
}

/// `step 4.6`, `steps 2, 4.6 and 5.1`.
fn steps_that_are_named(page: &str) -> BTreeSet<&str> {
    let mut named = BTreeSet::new();
    for (at, _) in page.match_indices("step") {
        let rest = page[at..].trim_start_matches("steps").trim_start_matches("step");
        let words = rest.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_ascii_digit()));
        let mut numbers = rest
            .split_whitespace()
            .zip(words)
            .take_while(|(word, number)| *word == "and" || number.starts_with(|c: char| c.is_ascii_digit()));
        if rest.starts_with(char::is_whitespace) {
            named.extend(numbers.by_ref().map(|(_, number)| number).filter(|number| !number.is_empty()));
        }
    }
    named
}

#[test]
fn steps_that_the_pages_name_are_there() {
    let deploy = page("deploy.md");
    let steps = steps(&deploy);
    assert!(steps.contains("4.8") && !steps.contains("4.9"), "{steps:?}");
    for page in [&deploy, &page("troubleshooting.md")] {
        let named = steps_that_are_named(page);
        assert!(named.len() > 1, "{named:?}");
        let missing: Vec<_> = named.into_iter().filter(|step| !steps.contains(*step)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}

/// As GitHub makes one of a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().replace(' ', "-")
}

#[test]
fn links_lead_somewhere() {
    for name in ["deploy.md", "free-tier.md", "troubleshooting.md"] {
        let page = page(name);
        let links = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.starts_with("https://")) {
            let (path, to) = link.split_once('#').unwrap_or((link, ""));
            let path = root().join("docs").join(if path.is_empty() { name } else { path });
            let target = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {link}: {error}"));
            let is_there = target
                .lines()
                .filter(|line| line.starts_with('#'))
                .any(|line| anchor(line.trim_start_matches(['#', ' '])) == to);
            assert!(to.is_empty() || is_there, "{name}: {link}");
        }
    }
}
