//! JSON Schema, from `schemars`.

use schemars::generate::SchemaSettings;
pub(crate) use schemars::{Schema, SchemaGenerator};

/// Draft 2020-12, with shared types under `/definitions` of the description.
pub(crate) fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/definitions".into()).into_generator()
}
