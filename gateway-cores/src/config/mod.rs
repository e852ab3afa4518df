//! The interface `config`: what the program can be told, by whom it was told, and whether that makes sense.
//!
//! A program declares its [settings](crate::settings) once; the parser, the documentation and the validation come from that.
//! The cores of this crate do so too:
#![doc = include_str!("reference.md")]
//!
//! # Sources
//! Each wins over those before it: the default in the program; the [preset](Preset) (`GATEWAY_PRESET`); a JSON file
//! (`GATEWAY_CONFIG_FILE`), `{"cache": {"bytes": 1048576}}`; environment variables; a parameter store
//! (`GATEWAY_PARAMETER_PATH` and a [`ParameterSource`]; with the feature `parameter-store` there is one of AWS's); what is set while the program runs.
//!
//! A variable that is set to the empty text counts as not set, unless it is a flag: then it is off. What cannot be read is
//! an error that names every such variable, and never tells what stood there. A variable that begins as ours do
//! and sets nothing is a warning; the logger's first lines tell it.
//!
//! ```
//! gateway_runtime::gateway! { pub Gateway { gateway_cores::{cache, config} } }
//! use gateway::*;
//!
//! fn main() {
//!     config_set("cache.bytes", 65_536.into()).unwrap();
//!     assert_eq!(cache_stats().budget_bytes, 65_536);
//!     assert_eq!(config_apply_preset("minimum").unwrap().len(), 3);
//! }
//! ```

mod error;
mod file;
mod layers;
#[cfg(feature = "config")]
mod operations;
#[cfg(feature = "parameter-store")]
mod parameter_store;
mod parameters;
#[cfg(feature = "config")]
mod plan;
mod preset;
mod reader;
mod report;
mod section;
mod settings;
mod store;
#[cfg(all(test, feature = "config"))]
mod tests;
mod unknown;
mod value;

#[doc(hidden)]
pub mod __private {
    pub use inventory;

    pub use super::section::Declared;
}

pub use error::{BadSetting, ConfigError};
pub use layers::Source;
#[cfg(feature = "parameter-store")]
pub use parameter_store::ParameterStore;
pub use parameters::{ParameterFuture, ParameterSource, ParameterState};
pub use preset::{Preset, Tier};
pub use reader::Reader;
#[cfg(feature = "logging")]
pub(crate) use reader::from_variables;
pub use report::{
    Change, ConfigHealth, ConfigState, HealthStatus, InterfaceConfiguration, MemoryPlan, SettingState, Validation,
};
pub use section::{Name, Section, SectionInfo, SettingInfo};
pub use store::Config;
pub use value::SettingValue;

#[cfg(feature = "config")]
pub use operations::{
    apply_preset, get, get_configuration_health_status, get_interface_configuration, optimize_for_memory_constraint,
    presets, reload, section, set, state, validate, validate_configuration,
};

#[cfg(feature = "config")]
gateway_runtime::gateway_interface! { pub config {
    operations::get,
    operations::set,
    operations::reload,
    operations::validate,
    operations::state,
    operations::get_interface_configuration,
    operations::validate_configuration,
    operations::optimize_for_memory_constraint,
    operations::get_configuration_health_status,
    operations::presets,
    operations::apply_preset,
    fn operations::section,
} }
