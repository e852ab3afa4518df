//! JSON Schema, from `schemars`.

pub(crate) use schemars::{Schema, SchemaGenerator};
