//! The sources of values, one above the other.

use std::collections::BTreeMap;

use gateway_runtime::Secret;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::error::BadSetting;
use super::preset::{Preset, STANDARD};
use super::section::{Name, SectionInfo, SettingInfo};
use super::settings::BOOTSTRAP;
use super::value::SettingValue;

/// Where a value comes from, the weakest first: each wins over those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The default in the program.
    Default,
    /// The chosen preset.
    Preset,
    /// The file that `GATEWAY_CONFIG_FILE` names.
    File,
    /// An environment variable.
    Environment,
    /// A parameter of the parameter store.
    Parameter,
    /// Set while the program runs, for this process.
    Process,
}

/// Texts by key. Any of them may be a secret: which ones are is known only where they are read.
pub(super) type Texts = BTreeMap<String, Secret>;

/// What each source says; the environment is asked when it is needed.
#[derive(Clone)]
pub(super) struct Layers {
    pub(super) preset: &'static Preset,
    pub(super) file: Texts,
    pub(super) parameters: Texts,
    pub(super) process: Texts,
    /// What is wrong with a source as a whole.
    pub(super) faults: Vec<BadSetting>,
}

impl Default for Layers {
    fn default() -> Self {
        Self {
            preset: STANDARD,
            file: Texts::new(),
            parameters: Texts::new(),
            process: Texts::new(),
            faults: Vec::new(),
        }
    }
}

/// What was found for a setting, and where.
pub(super) struct Found {
    pub(super) text: Secret,
    pub(super) source: Source,
    /// What the setting is called there.
    pub(super) name: String,
}

/// Where environment variables come from.
pub(crate) trait Variables {
    fn variable(&self, name: &str) -> Option<String>;
}

impl<F: Fn(&str) -> Option<String>> Variables for F {
    fn variable(&self, name: &str) -> Option<String> {
        self(name)
    }
}

/// All sources together.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) layers: &'a Layers,
    pub(super) environment: &'a dyn Variables,
}

impl View<'_> {
    /// What the strongest source says.
    pub(super) fn find(&self, section: &SectionInfo, setting: &SettingInfo, takes_empty: bool) -> Option<Found> {
        let named = |name: &Name| {
            let text = Secret::new(self.environment.variable(name.variable)?);
            let text = text.expose().trim();
            (takes_empty || !text.is_empty()).then(|| Found {
                text: if name.negated { opposite(text) } else { text }.into(),
                source: Source::Environment,
                name: name.variable.to_owned(),
            })
        };
        let variable = || setting.names.iter().find_map(named);
        if section.name == BOOTSTRAP {
            // These decide where all others are read from.
            return variable();
        }
        // Most layers hold nothing, and then nobody asks for the key.
        let keyed = |texts: &Texts, source| {
            let name = (!texts.is_empty()).then(|| key(section, setting))?;
            texts.get(&name).map(|text| Found { text: text.clone(), source, name })
        };
        let preset = || {
            let (_, text) = self.layers.preset.values.iter().find(|(known, _)| *known == key(section, setting))?;
            Some(Found { text: (*text).into(), source: Source::Preset, name: self.layers.preset.name.to_owned() })
        };
        keyed(&self.layers.process, Source::Process)
            .or_else(|| keyed(&self.layers.parameters, Source::Parameter))
            .or_else(variable)
            .or_else(|| keyed(&self.layers.file, Source::File))
            .or_else(preset)
    }
}

/// What a setting is called in files, parameters and operations.
pub(super) fn key(section: &SectionInfo, setting: &SettingInfo) -> String {
    format!("{}.{}", section.name, setting.key)
}

/// The other flag; what is no flag stays, and is refused where it is read.
fn opposite(text: &str) -> &str {
    match bool::read(text) {
        Some(true) => "false",
        Some(false) => "true",
        None => text,
    }
}
