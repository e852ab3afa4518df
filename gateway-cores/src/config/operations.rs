//! The operations of the interface.

use gateway_runtime::{Secret, gateway_op};
use serde_json::{Map, Value};

use super::error::{BadSetting, ConfigError};
use super::layers::{Layers, key};
use super::plan::{Share, shrink};
use super::preset::{PRESETS, Preset, Tier};
use super::reader::Reading;
use super::report::{
    Change, ConfigHealth, ConfigState, HealthStatus, InterfaceConfiguration, MemoryPlan, SettingState, Validation,
};
use super::section::{Section, SectionInfo, sections};
use super::settings::BOOTSTRAP;
use super::store::{self, Config};
use super::value::text_of;

/// What a setting is now: `cache.bytes`. A secret is `"***"`.
///
/// # Errors
/// No setting has that key, with the nearest that there is; or it was set to what cannot be read.
///
/// ```
/// use gateway_cores::config::{Config, get};
///
/// let config = Config::from_variables([("GATEWAY_CACHE_BYTES", "65536")]);
/// assert_eq!(get(&config, "cache.bytes")?, 65_536);
/// # Ok::<(), gateway_cores::config::ConfigError>(())
/// ```
#[gateway_op(interface = "config")]
pub fn get(#[inject] config: &Config, key: &str) -> Result<Value, ConfigError> {
    let state = setting(config, key, &config.layers())?;
    state.bad.map_or(Ok(state.value), |bad| Err(ConfigError::Bad(vec![bad])))
}

/// Sets a setting for this process, above every other source; `null` takes that back. It holds for what is built already
/// if that can be changed, as can the cache and the logger.
///
/// It is for tests and for looking at a running function: the next execution environment does not know of it.
///
/// # Errors
/// No setting has that key, it cannot be changed, or the value is none for it. Nothing has changed then.
///
/// ```
/// use gateway_cores::config::{Config, Source, set};
///
/// let config = Config::from_variables([("GATEWAY_CACHE_BYTES", "65536")]);
/// let state = set(&config, "cache.bytes", 1_000_000.into())?;
/// assert_eq!((state.value, state.source), (1_000_000.into(), Source::Process));
/// assert_eq!(set(&config, "cache.bytes", serde_json::Value::Null)?.source, Source::Environment);
/// # Ok::<(), gateway_cores::config::ConfigError>(())
/// ```
#[gateway_op(interface = "config")]
pub fn set(#[inject] config: &Config, key: &str, value: Value) -> Result<SettingState, ConfigError> {
    let text = text_of(&value);
    let mut tried = Layers::clone(&config.layers());
    put(&mut tried, key, text.clone());
    let state = setting(config, key, &tried)?;
    if key.split('.').next() == Some(BOOTSTRAP) {
        return Err(ConfigError::Fixed { key: key.to_owned() });
    }
    if let (Some(bad), true) = (state.bad, text.is_some()) {
        return Err(ConfigError::Bad(vec![bad]));
    }
    config.change(|layers| put(layers, key, text));
    setting(config, key, &config.layers())
}

/// Reads the file and the parameter store anew, now. The environment is read whenever it is asked.
///
/// # Errors
/// One of them cannot be read: what it said before goes on.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use gateway_cores::config::{Config, reload};
///
/// let config = Config::from_variables([("GATEWAY_LOG_LEVEL", "WARN")]);
/// assert_eq!(reload(&config).await?, []);
/// # Ok::<(), gateway_cores::config::ConfigError>(())
/// # }).unwrap();
/// ```
#[gateway_op(interface = "config")]
pub async fn reload(#[inject] config: &Config) -> Result<Vec<Change>, ConfigError> {
    let mut changes = config.reread()?;
    changes.extend(config.fetch(true).await?);
    Ok(changes)
}

/// Everything that is wrong: what cannot be read or is missing, and names that set nothing.
///
/// ```
/// use gateway_cores::config::{Config, validate};
///
/// let config = Config::from_variables([("GATEWAY_LOG_LEVEL", "loud"), ("GATEWAY_CACHE_BITES", "1")]);
/// let found = validate(&config);
/// assert_eq!(found.bad[0].name, "GATEWAY_LOG_LEVEL");
/// let warning = "the variable `GATEWAY_CACHE_BITES` sets nothing, did you mean `GATEWAY_CACHE_BYTES`?";
/// assert_eq!(found.warnings, [warning]);
/// ```
#[gateway_op(interface = "config")]
pub fn validate(#[inject] config: &Config) -> Validation {
    config.validation(&config.layers())
}

/// Every setting: its value, where that comes from, what it is for and what it is called. Secrets are masked.
///
/// ```
/// use gateway_cores::config::{Config, state};
///
/// let config = Config::from_variables([("POWERTOOLS_SERVICE_NAME", "orders")]);
/// let state = state(&config);
/// let service = state.settings.iter().find(|setting| setting.key == "logging.service").unwrap();
/// assert_eq!((&service.value, service.set_by.as_deref()), (&"orders".into(), Some("POWERTOOLS_SERVICE_NAME")));
/// ```
#[gateway_op(interface = "config")]
pub fn state(#[inject] config: &Config) -> ConfigState {
    let layers = config.layers();
    ConfigState {
        preset: layers.preset.name,
        parameters: config.parameter_state(),
        settings: config.readings(&layers).into_iter().map(SettingState::from).collect(),
    }
}

/// The settings of one interface: as they are, or as they would be with the preset of a tier.
///
/// # Errors
/// No interface of that name has settings.
///
/// ```
/// use gateway_cores::config::{Config, Tier, get_interface_configuration};
///
/// let config = Config::from_variables([]);
/// let small = get_interface_configuration(&config, "cache", Some(Tier::Minimum))?;
/// assert_eq!(small.settings[0].value, 1_048_576);
/// # Ok::<(), gateway_cores::config::ConfigError>(())
/// ```
#[gateway_op(interface = "config")]
pub fn get_interface_configuration(
    #[inject] config: &Config,
    interface: &str,
    tier: Option<Tier>,
) -> Result<InterfaceConfiguration, ConfigError> {
    let section = section_of(interface, "interface")?;
    let layers = at(&config.layers(), tier);
    let settings = config.readings_of(section, &layers).into_iter().map(SettingState::from).collect();
    Ok(InterfaceConfiguration { interface: section.name, tier, settings })
}

/// What would be wrong with the preset of a tier and some settings on top, by key: `{"cache.bytes": 65536}`. Nothing is
/// changed.
///
/// ```
/// use gateway_cores::config::{Config, Tier, validate_configuration};
/// use serde_json::json;
///
/// let config = Config::from_variables([]);
/// let wish = json!({"cache.bytes": 0, "cache.byte": 1}).as_object().cloned().unwrap();
/// let found = validate_configuration(&config, Tier::Standard, wish);
/// assert_eq!(found.bad.iter().map(|bad| bad.name.as_str()).collect::<Vec<_>>(), ["cache.byte", "cache.bytes"]);
/// ```
#[gateway_op(interface = "config")]
pub fn validate_configuration(
    #[inject] config: &Config,
    tier: Tier,
    #[op(default = Map::new())] overrides: Map<String, Value>,
) -> Validation {
    let mut layers = at(&config.layers(), Some(tier));
    for (name, value) in overrides {
        match find(&name) {
            Ok(_) => put(&mut layers, &name, text_of(&value)),
            Err(error) => layers.faults.push(BadSetting::new(name, "the key of a setting", error.to_string())),
        }
    }
    config.validation(&layers)
}

/// Makes everything that has a bound in bytes fit into this many megabytes together (of 1,048,576 bytes), by taking the
/// same part from each. It holds at once: the cache lets entries go, the logger keeps fewer lines.
///
/// Nothing is raised, and nothing goes below its tier `minimum`.
///
/// ```
/// use gateway_cores::config::{Config, get, optimize_for_memory_constraint};
///
/// let config = Config::from_variables([]);
/// let plan = optimize_for_memory_constraint(&config, 4);
/// assert!(plan.fits && plan.after_bytes <= 4 * 1_048_576);
/// assert!(get(&config, "cache.bytes")?.as_u64() < Some(4 * 1_048_576));
/// # Ok::<(), gateway_cores::config::ConfigError>(())
/// ```
#[gateway_op(interface = "config")]
pub fn optimize_for_memory_constraint(#[inject] config: &Config, megabytes: u32) -> MemoryPlan {
    let budget_bytes = u64::from(megabytes) * 1_048_576;
    let bounds =
        |readings: Vec<Reading>| readings.into_iter().filter(|reading| reading.info.memory > 0).collect::<Vec<_>>();
    let now = bounds(config.readings(&config.layers()));
    let least = bounds(store::at_tier(Tier::Minimum));
    let share = |(now, least): (&Reading, &Reading)| Share { bytes: now.memory(), least: least.memory() };
    let shares: Vec<_> = now.iter().zip(&least).map(share).collect();
    let kept = shrink(&shares, budget_bytes);
    let smaller: Vec<_> = now
        .iter()
        .zip(shares.iter().zip(&kept))
        .filter(|(_, (share, kept))| **kept < share.bytes)
        .map(|(now, (_, kept))| (now.key.clone(), (kept / now.info.memory).to_string()))
        .collect();
    let changes = config.change(|layers| {
        layers.process.extend(smaller.into_iter().map(|(key, units)| (key, Secret::new(units))));
    });
    let after_bytes = store::memory(&config.readings(&config.layers()));
    MemoryPlan {
        budget_bytes,
        before_bytes: store::memory(&now),
        after_bytes,
        fits: after_bytes <= budget_bytes,
        changes,
    }
}

/// How well the configuration is: whether everything that was set counts, and whether the parameter store answers.
///
/// ```
/// use gateway_cores::config::{Config, HealthStatus, get_configuration_health_status};
///
/// let config = Config::from_variables([("GATEWAY_LOGLEVEL", "DEBUG")]);
/// assert_eq!(get_configuration_health_status(&config).status, HealthStatus::Degraded);
/// ```
#[gateway_op(interface = "config")]
pub fn get_configuration_health_status(#[inject] config: &Config) -> ConfigHealth {
    let validation = validate(config);
    let parameters = config.parameter_state();
    let is_cut_off = parameters.as_ref().is_some_and(|state| !state.connected || state.last_error.is_some());
    let status = if !validation.valid {
        HealthStatus::Unhealthy
    } else if is_cut_off || !validation.warnings.is_empty() {
        HealthStatus::Degraded
    } else {
        HealthStatus::Healthy
    };
    ConfigHealth { status, validation, parameters }
}

/// The presets that there are.
///
/// ```
/// let names: Vec<_> = gateway_cores::config::presets().iter().map(|preset| preset.name).collect();
/// assert_eq!(names, ["minimum", "standard", "maximum", "debug"]);
/// ```
#[gateway_op(interface = "config")]
pub fn presets() -> &'static [Preset] {
    &PRESETS
}

/// Puts a preset in the place of the one that holds; what changed by that. It holds at once, for this process. What the
/// file, the environment or the parameter store say stays as it is.
///
/// # Errors
/// There is no preset of that name.
///
/// ```
/// use gateway_cores::config::{Config, apply_preset};
///
/// let config = Config::from_variables([("GATEWAY_CACHE_BYTES", "65536")]);
/// let changes = apply_preset(&config, "debug")?;
/// assert_eq!((changes[0].key.as_str(), &changes[0].to), ("logging.level", &"DEBUG".into()));
/// # Ok::<(), gateway_cores::config::ConfigError>(())
/// ```
#[gateway_op(interface = "config")]
pub fn apply_preset(#[inject] config: &Config, name: &str) -> Result<Vec<Change>, ConfigError> {
    let known = || PRESETS.iter().map(|preset| preset.name);
    let preset = Preset::find(name).ok_or_else(|| ConfigError::unknown("preset", name, known()))?;
    Ok(config.change(|layers| layers.preset = preset))
}

/// The configuration's own section of settings; see [`Config::section`].
///
/// # Errors
/// Every setting of it that cannot be read or is missing.
pub fn section<S: Section>() -> Result<S, ConfigError> {
    let Ok(config) = <Config as gateway_runtime::Core>::get();
    config.section()
}

fn section_of(name: &str, what: &'static str) -> Result<&'static SectionInfo, ConfigError> {
    let all = sections();
    let found = all.iter().find(|section| section.name == name).copied();
    found.ok_or_else(|| ConfigError::unknown(what, name, all.iter().map(|section| section.name)))
}

/// The section of the setting with this key.
fn find(key_wanted: &str) -> Result<&'static SectionInfo, ConfigError> {
    let all = sections();
    let has = |section: &&&SectionInfo| section.settings.iter().any(|setting| key(section, setting) == key_wanted);
    all.iter().find(has).copied().ok_or_else(|| {
        let keys: Vec<_> =
            all.iter().flat_map(|section| section.settings.iter().map(|setting| key(section, setting))).collect();
        ConfigError::unknown("setting", key_wanted, keys.iter().map(String::as_str))
    })
}

fn setting(config: &Config, key: &str, layers: &Layers) -> Result<SettingState, ConfigError> {
    let readings = config.readings_of(find(key)?, layers);
    let reading = readings.into_iter().find(|reading| reading.key == key);
    Ok(reading.expect("the section has this setting").into())
}

fn put(layers: &mut Layers, key: &str, text: Option<Secret>) {
    match text {
        Some(text) => _ = layers.process.insert(key.to_owned(), text),
        None => _ = layers.process.remove(key),
    }
}

/// The same sources, with the preset of a tier.
fn at(layers: &Layers, tier: Option<Tier>) -> Layers {
    Layers { preset: tier.map_or(layers.preset, Preset::of), ..layers.clone() }
}
