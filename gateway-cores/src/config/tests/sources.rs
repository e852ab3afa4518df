//! Where values come from, and what is said of those that cannot be read.

use std::collections::BTreeMap;
use std::io::Write as _;

use gateway_runtime::Secret;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::operations::{get, set, state, validate};
use super::super::{BadSetting, Config, HealthStatus, Source, get_configuration_health_status};

crate::settings! {
    /// A house.
    #[derive(Debug)]
    struct House in "house" {
        /// Where it is.
        #[env("HOUSE_URL", "BASE_URL")]
        url: Option<String>,
        /// What opens the door.
        #[env("HOUSE_TOKEN", "LONG_LIVED_ACCESS_TOKEN")]
        token: Option<Secret>,
        /// Whether certificates are checked.
        #[env("HOUSE_VERIFY_SSL", not "NOT_VERIFY_SSL")]
        verify_ssl: bool = true,
        /// What is sent along.
        #[env("HOUSE_HEADERS")]
        headers: BTreeMap<String, Secret>,
        /// How many rooms it has.
        #[env("HOUSE_ROOMS")]
        #[tiers(minimum = 1, maximum = 20)]
        rooms: u32 = 5,
    }
}

pub(super) fn file(content: &str) -> (tempfile::Path, String) {
    let file = tempfile::Path::new(content);
    let path = file.0.to_str().expect("the path is text").to_owned();
    (file, path)
}

/// A file that is gone with its handle.
pub(super) mod tempfile {
    use super::*;

    pub(in super::super) struct Path(pub(in super::super) std::path::PathBuf);

    impl Path {
        pub(super) fn new(content: &str) -> Self {
            use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
            static NUMBER: AtomicU32 = AtomicU32::new(0);
            let name = format!("gateway-config-{}-{}.json", std::process::id(), NUMBER.fetch_add(1, Relaxed));
            let path = std::env::temp_dir().join(name);
            std::fs::File::create(&path).unwrap().write_all(content.as_bytes()).unwrap();
            Self(path)
        }

        pub(in super::super) fn write(&self, content: &str) {
            std::fs::write(&self.0, content).unwrap();
        }
    }

    impl Drop for Path {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }
}

#[test]
fn every_source_wins_over_those_before_it() {
    let (_file, path) = file(r#"{"house": {"rooms": 3, "url": "file"}}"#);
    let rooms = |variables: &[(&str, &str)]| {
        let config = Config::from_variables(variables.iter().copied());
        let state = state(&config).settings.into_iter().find(|setting| setting.key == "house.rooms").unwrap();
        (state.value, state.source, state.set_by)
    };
    assert_eq!(rooms(&[]), (5.into(), Source::Default, None));
    assert_eq!(rooms(&[("GATEWAY_PRESET", "maximum")]), (20.into(), Source::Preset, None));
    let with_file = [("GATEWAY_PRESET", "maximum"), ("GATEWAY_CONFIG_FILE", &path)];
    assert_eq!(rooms(&with_file), (3.into(), Source::File, Some("house.rooms".to_owned())));
    let with_variable = [("HOUSE_ROOMS", " 4 "), ("GATEWAY_CONFIG_FILE", &path)];
    assert_eq!(rooms(&with_variable), (4.into(), Source::Environment, Some("HOUSE_ROOMS".to_owned())));
    let config = Config::from_variables(with_variable);
    assert_eq!(set(&config, "house.rooms", json!("6")).unwrap().source, Source::Process);
    assert_eq!(config.section::<House>().unwrap().rooms, 6);
    assert_eq!(config.section::<House>().unwrap().url.as_deref(), Some("file"));
}

#[test]
fn peers_names_are_known_and_the_state_says_which_one_counts() {
    let config = Config::from_variables([
        ("BASE_URL", "https://home.example"),
        ("LONG_LIVED_ACCESS_TOKEN", "canary"),
        ("NOT_VERIFY_SSL", "yes"),
        ("HOUSE_HEADERS", r#"{"CF-Access-Client-Id": "canary"}"#),
    ]);
    let house: House = config.section().unwrap();
    assert_eq!(house.url.as_deref(), Some("https://home.example"));
    assert_eq!(house.token, Some("canary".into()));
    assert_eq!(house.headers["CF-Access-Client-Id"], "canary".into());
    assert!(!house.verify_ssl);
    let state = state(&config);
    let text = serde_json::to_string(&state).unwrap();
    assert!(!text.contains("canary") && !format!("{house:?} {config:?}").contains("canary"), "{text}");
    let set_by = |key: &str| state.settings.iter().find(|it| it.key == key).unwrap().set_by.clone().unwrap();
    assert_eq!(set_by("house.url"), "BASE_URL");
    assert_eq!(set_by("house.verify_ssl"), "NOT_VERIFY_SSL");
    assert_eq!(get(&config, "house.headers").unwrap(), json!({"CF-Access-Client-Id": "***"}));
    let verify = state.settings.iter().find(|it| it.key == "house.verify_ssl").unwrap();
    assert_eq!(verify.variables, ["HOUSE_VERIFY_SSL", "not NOT_VERIFY_SSL"]);
}

#[test]
fn flags_that_say_the_opposite() {
    let verifies =
        |value: &str| Config::from_variables([("NOT_VERIFY_SSL", value)]).section::<House>().map(|it| it.verify_ssl);
    for (value, expected) in [("", true), ("false", true), ("0", true), ("no", true), ("1", false), ("True", false)] {
        assert_eq!(verifies(value).unwrap(), expected, "{value:?}");
    }
    let error = verifies("none").unwrap_err();
    assert_eq!(error.bad()[0].name, "NOT_VERIFY_SSL");
}

#[test]
fn all_that_is_bad_is_told_at_once_and_never_what_stood_there() {
    let config = Config::from_variables([
        ("HOUSE_ROOMS", "canary"),
        ("HOUSE_VERIFY_SSL", "canary"),
        ("HOUSE_HEADERS", "canary"),
        ("GATEWAY_LOG_LEVEL", "canary"),
        ("GATEWAY_PRESET", "canary"),
        ("GATEWAY_CONFIG_FILE", "/nonexistent/file.json"),
    ]);
    let names = |bad: &[BadSetting]| bad.iter().map(|bad| bad.name.clone()).collect::<Vec<_>>();
    let error = config.section::<House>().unwrap_err();
    let sources = ["GATEWAY_PRESET", "GATEWAY_CONFIG_FILE"];
    assert_eq!(names(error.bad()), [&sources[..], &["HOUSE_VERIFY_SSL", "HOUSE_HEADERS", "HOUSE_ROOMS"]].concat());
    let validation = validate(&config);
    assert!(!validation.valid);
    assert_eq!(names(&validation.bad).len(), if cfg!(feature = "logging") { 6 } else { 5 });
    let health = get_configuration_health_status(&config);
    assert_eq!(health.status, HealthStatus::Unhealthy);
    let told = [
        error.to_string(),
        format!("{error:?}"),
        serde_json::to_string(&(validation, health, state(&config))).unwrap(),
    ];
    assert!(told.iter().all(|text| !text.contains("canary")), "{told:?}");
    assert_eq!(get(&config, "house.rooms").unwrap_err().bad()[0].expected, "a whole number from 0 to 4294967295");
}

#[test]
fn a_file_that_is_none_is_told_by_its_place() {
    for (content, found) in [
        ("[1]", "other content at line 1 column 0"),
        ("{\"house\": canary}", "other content at line 1 column 11"),
        ("{\"house\": \"canary\"}", "`house` that is no object"),
    ] {
        let (_file, path) = file(content);
        let bad = validate(&Config::from_variables([("GATEWAY_CONFIG_FILE", path.as_str())])).bad;
        assert_eq!((bad[0].name.as_str(), bad[0].found.as_str()), ("GATEWAY_CONFIG_FILE", found));
    }
}

#[test]
fn what_sets_nothing_is_a_warning() {
    let (_file, path) =
        file(r#"{"hous": {"rooms": 3}, "house": {"romms": 3, "url": null}, "config": {"preset": "minimum"}}"#);
    let config = Config::from_variables([
        ("GATEWAY_CONFIG_FILE", path.as_str()),
        ("HOUSE_URI", "x"),
        ("GATEWAY_DEV", "1"),
        ("PATH", "/bin"),
        ("GATEWAY_ENTIRELY_ELSE", "x"),
    ]);
    let warnings = validate(&config).warnings;
    assert_eq!(
        warnings,
        [
            "the variable `GATEWAY_ENTIRELY_ELSE` sets nothing",
            "the variable `HOUSE_URI` sets nothing, did you mean `HOUSE_URL`?",
            "the key of the file `config.preset` sets nothing",
            "the key of the file `hous.rooms` sets nothing, did you mean `house.rooms`?",
            "the key of the file `house.romms` sets nothing, did you mean `house.rooms`?",
        ]
    );
    assert_eq!(get_configuration_health_status(&config).status, HealthStatus::Degraded);
    assert_eq!(get_configuration_health_status(&Config::from_variables([])).status, HealthStatus::Healthy);
}

/// They are read by the host, which knows nothing of `Config`.
#[test]
fn the_hosts_own_variables_are_those_in_its_source() {
    fn search(folder: &std::path::Path, found: &mut std::collections::BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                search(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                let literals = source.split('"').skip(1).step_by(2).map(str::to_owned);
                found.extend(literals.filter(|text| {
                    text.starts_with("GATEWAY_") && text.bytes().all(|c| c == b'_' || c.is_ascii_uppercase())
                }));
            }
        }
    }
    let mut found = std::collections::BTreeSet::new();
    search(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../gateway-lambda/src"), &mut found);
    let warnings = validate(&Config::from_variables(found.iter().map(|name| (name.as_str(), "1")))).warnings;
    assert_eq!(warnings, [""; 0]);
    assert!(found.contains("GATEWAY_DEV"), "{found:?}");
}

proptest! {
    #[test]
    fn no_text_anywhere_makes_it_panic_or_is_repeated(
        values in prop::collection::vec("[^a-z\"]{12,40}", 5),
        names in prop::sample::subsequence(vec!["HOUSE_URL", "HOUSE_TOKEN", "HOUSE_VERIFY_SSL", "HOUSE_HEADERS", "HOUSE_ROOMS"], 1..6),
    ) {
        let config = Config::from_variables(names.iter().copied().zip(values.iter().map(String::as_str)));
        let error = config.section::<House>().map_or_else(|error| error.to_string(), |house| format!("{:?}", house.token));
        let told = serde_json::to_string(&(validate(&config), error)).unwrap();
        for value in &values {
            prop_assert!(!told.contains(value.trim()) , "{told}");
        }
        prop_assert!(matches!(get(&config, "house.token"), Ok(Value::Null | Value::String(_))));
    }
}
