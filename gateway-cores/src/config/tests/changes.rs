//! Changes while the program runs, and who is told.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::super::operations::{
    apply_preset, get, get_interface_configuration, optimize_for_memory_constraint, reload, set, state,
    validate_configuration,
};
use super::super::{Config, ConfigError, Source, Tier};
use super::sources::file;

fn value(config: &Config, key: &str) -> Value {
    get(config, key).unwrap()
}

#[test]
fn a_bad_value_changes_nothing() {
    let config = Config::from_variables([]);
    for bad in [json!(0), json!(-1), json!("much"), json!([1]), json!(1.5), json!("")] {
        assert!(matches!(set(&config, "cache.bytes", bad.clone()), Err(ConfigError::Bad(_))), "{bad}");
    }
    assert!(matches!(set(&config, "config.preset", json!("minimum")), Err(ConfigError::Fixed { .. })));
    let error = set(&config, "cache.bites", json!(1)).unwrap_err().to_string();
    assert_eq!(error, "no setting `cache.bites`, did you mean `cache.bytes`?");
    assert!(state(&config).settings.iter().all(|setting| setting.source == Source::Default));
}

#[test]
fn whoever_listens_is_told_after_each_change_and_may_read() {
    let config = Config::from_variables([]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&seen);
    config.on_change(move |config| told.lock().unwrap().push(get(config, "cache.bytes").unwrap()));
    set(&config, "cache.bytes", json!(100)).unwrap();
    set(&config, "cache.bytes", json!("100")).unwrap();
    apply_preset(&config, "minimum").unwrap();
    set(&config, "cache.bytes", Value::Null).unwrap();
    // The second said nothing new; the preset changed others.
    assert_eq!(*seen.lock().unwrap(), [json!(100), json!(100), json!(1_048_576)]);
}

#[test]
fn a_preset_lies_below_what_was_set() {
    let config = Config::from_variables([("GATEWAY_CACHE_BYTES", "65536"), ("GATEWAY_PRESET", "Maximum")]);
    assert_eq!(state(&config).preset, "maximum");
    let changes = apply_preset(&config, "debug").unwrap();
    assert!(changes.iter().all(|change| change.key != "cache.bytes"), "{changes:?}");
    assert_eq!((value(&config, "cache.bytes"), value(&config, "logging.level")), (json!(65_536), json!("DEBUG")));
    let error = apply_preset(&config, "debugg").unwrap_err().to_string();
    assert_eq!(error, "no preset `debugg`, did you mean `debug`?");
}

#[test]
fn a_tier_can_be_looked_at_without_a_change() {
    let config = Config::from_variables([("GATEWAY_LOGGER_RECENT_ERRORS", "7")]);
    let logging = get_interface_configuration(&config, "logging", Some(Tier::Maximum)).unwrap();
    let settings: Vec<_> = logging.settings.iter().map(|setting| (setting.key.as_str(), &setting.value)).collect();
    assert!(settings.contains(&("logging.buffer_bytes", &json!(65_536))), "{settings:?}");
    assert!(settings.contains(&("logging.recent_errors", &json!(7))), "{settings:?}");
    assert_eq!(value(&config, "logging.buffer_bytes"), 20_480);
    assert_eq!(
        get_interface_configuration(&config, "cach", None).unwrap_err().to_string(),
        "no interface `cach`, did you mean `cache`?"
    );
    let wish = json!({"cache.bytes": 1024, "logging.recent_errors": 0}).as_object().cloned().unwrap();
    let found = validate_configuration(&config, Tier::Minimum, wish);
    assert!(found.valid);
    assert_eq!(found.memory_bytes, 1024 + 4_096);
    assert_eq!(value(&config, "cache.bytes"), 8 * 1_048_576);
}

#[test]
fn a_plan_for_the_memory_holds() {
    let config = Config::from_variables([("GATEWAY_CACHE_BYTES", "20000000")]);
    let plan = optimize_for_memory_constraint(&config, 8);
    assert!(plan.fits && plan.after_bytes <= 8 * 1_048_576 && plan.before_bytes > 20_000_000, "{plan:?}");
    assert_eq!(validate_configuration(&config, Tier::Standard, serde_json::Map::new()).memory_bytes, plan.after_bytes);
    let cache = plan.changes.iter().find(|change| change.key == "cache.bytes").unwrap();
    assert_eq!(value(&config, "cache.bytes"), cache.to);
    let again = optimize_for_memory_constraint(&config, 8);
    assert_eq!((again.changes.as_slice(), again.after_bytes), (&[][..], plan.after_bytes));
    let least = optimize_for_memory_constraint(&config, 0);
    assert!(!least.fits);
    assert_eq!(value(&config, "cache.bytes"), 1_048_576);
    assert_eq!(value(&config, "logging.recent_errors"), 10);
}

#[tokio::test]
async fn a_file_is_read_anew_and_a_broken_one_leaves_the_last() {
    let (file, path) = file(r#"{"cache": {"bytes": 1000}}"#);
    let config = Config::from_variables([("GATEWAY_CONFIG_FILE", path.as_str())]);
    file.write(r#"{"cache": {"bytes": 2000}}"#);
    assert_eq!(value(&config, "cache.bytes"), 1000);
    let changes = reload(&config).await.unwrap();
    assert_eq!((&changes[0].from, &changes[0].to), (&json!(1000), &json!(2000)));
    file.write("{");
    assert_eq!(reload(&config).await.unwrap_err().bad()[0].name, "GATEWAY_CONFIG_FILE");
    assert_eq!(value(&config, "cache.bytes"), 2000);
}

#[test]
fn threads_that_set_and_read_meet_no_half_change() {
    let config = Config::from_variables([]);
    let told = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for number in 1..=4_u64 {
            let (config, told) = (&config, &told);
            scope.spawn(move || {
                for round in 1..=20 {
                    let bytes =
                        set(config, "cache.bytes", json!(number * 1000 + round)).unwrap().value.as_u64().unwrap();
                    assert!((1..=4).contains(&(bytes / 1000)), "{bytes}");
                    told.fetch_add(1, Relaxed);
                }
            });
        }
    });
    assert_eq!(told.load(Relaxed), 80);
}

#[cfg(feature = "cache")]
#[test]
fn the_cache_follows() {
    use gateway_runtime::{Core, with_cores};

    use crate::cache::{self, Cache};

    with_cores(Config::from_variables([("GATEWAY_CACHE_BYTES", "100000")]), || {
        let (Ok(config), Ok(cache)) = (Config::get(), Cache::get());
        for key in ["a", "b", "c"] {
            cache::set(cache, key, "x".repeat(10_000).into(), None).unwrap();
        }
        assert_eq!(cache::stats(cache).budget_bytes, 100_000);
        set(config, "cache.bytes", json!(25_000)).unwrap();
        let stats = cache::stats(cache);
        assert_eq!(stats.budget_bytes, 25_000);
        assert!(stats.bytes <= 25_000 && stats.evictions >= 1 && stats.entries >= 1, "{stats:?}");
        apply_preset(config, "maximum").unwrap();
        assert_eq!(cache::stats(cache).budget_bytes, 25_000);
        set(config, "cache.bytes", Value::Null).unwrap();
        assert_eq!(cache::stats(cache).budget_bytes, 100_000);
    });
}

#[cfg(feature = "logging")]
#[test]
fn the_logger_follows() {
    use gateway_runtime::{Core, with_cores};

    use crate::logging::{LogLevel, Logger, set_level};

    with_cores(Config::from_variables([("GATEWAY_LOG_LEVEL", "SILENT")]), || {
        let (Ok(config), Ok(log)) = (Config::get(), Logger::get());
        assert_eq!(log.level(), LogLevel::Silent);
        set(config, "logging.level", json!("ERROR")).unwrap();
        assert_eq!(log.level(), LogLevel::Error);
        // What has nothing to do with the level leaves it as the program has set it.
        set_level(log, LogLevel::Critical);
        set(config, "logging.recent_errors", json!(2)).unwrap();
        assert_eq!(log.level(), LogLevel::Critical);
        set(config, "logging.level", json!("SILENT")).unwrap();
        for number in 0..3 {
            let report = serde_json::from_value(json!({"name": "E", "message": number.to_string()})).unwrap();
            crate::logging::record_error(log, "op", report, crate::fields! {});
        }
        let messages =
            |log: &Logger| log.recent_errors().iter().map(|error| error.error.message.clone()).collect::<Vec<_>>();
        assert_eq!(messages(log), ["1", "2"]);
        set(config, "logging.recent_errors", json!(1)).unwrap();
        assert_eq!(messages(log), ["2"]);
    });
}
