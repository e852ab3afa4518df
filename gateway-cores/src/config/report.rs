//! What the configuration tells of itself.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::error::BadSetting;
use super::layers::Source;
use super::parameters::ParameterState;
use super::preset::Tier;
use super::reader::Reading;

/// One setting, as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct SettingState {
    /// What it is called in files, parameters and operations: `cache.bytes`.
    pub key: String,
    /// What holds now. A secret is `"***"`, one that is not set is `null`.
    pub value: Value,
    /// Where that comes from.
    pub source: Source,
    /// What it is called there, such as the one of its variables that is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_by: Option<String>,
    /// Why what was set does not count, if it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bad: Option<BadSetting>,
    /// What it is for.
    pub docs: &'static str,
    /// Its type, as written.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The environment variables that set it, the first that is set wins. `not X` says the opposite.
    pub variables: Vec<String>,
}

impl From<Reading> for SettingState {
    fn from(reading: Reading) -> Self {
        let Reading { key, info, value, source, name, bad, .. } = reading;
        let variables = info.names.iter().map(ToString::to_string).collect();
        Self { key, value, source, set_by: name, bad, docs: info.docs.trim(), kind: info.kind, variables }
    }
}

/// Everything that is set, with where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ConfigState {
    /// The preset that holds.
    pub preset: &'static str,
    /// How the parameter store is, if one is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters: Option<ParameterState>,
    /// Every setting, by section.
    pub settings: Vec<SettingState>,
}

/// What is wrong with a configuration, all of it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Validation {
    /// Whether every setting can be read.
    pub valid: bool,
    /// Settings and sources that cannot.
    pub bad: Vec<BadSetting>,
    /// Names that set nothing, with what may have been meant.
    pub warnings: Vec<String>,
    /// Bytes that everything with a bound in bytes may come to take.
    pub memory_bytes: u64,
}

/// How well a configuration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HealthStatus {
    /// All is read and understood.
    Healthy,
    /// It works, but something is not as it was meant: a warning, or values from the store that are out of date.
    Degraded,
    /// Something that was set does not count.
    Unhealthy,
}

/// How well the configuration is, and why.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ConfigHealth {
    /// The verdict.
    pub status: HealthStatus,
    /// What is wrong.
    pub validation: Validation,
    /// How the parameter store is, if one is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters: Option<ParameterState>,
}

/// One setting that has another value now.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Change {
    /// The setting.
    pub key: String,
    /// Its value before.
    pub from: Value,
    /// Its value now.
    pub to: Value,
}

/// The settings of one interface.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct InterfaceConfiguration {
    /// The interface.
    pub interface: &'static str,
    /// The tier that was asked about; absent if it is what holds now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// Its settings.
    pub settings: Vec<SettingState>,
}

/// How the memory was made to suffice; it holds already.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct MemoryPlan {
    /// Bytes that everything with a bound in bytes was to take at most.
    pub budget_bytes: u64,
    /// What it could have come to take.
    pub before_bytes: u64,
    /// What it may come to take now.
    pub after_bytes: u64,
    /// Whether that is within the budget. It is not if the tier `minimum` takes more.
    pub fits: bool,
    /// What was changed for it.
    pub changes: Vec<Change>,
}
