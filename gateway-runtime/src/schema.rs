//! JSON Schema, from `schemars`.

pub use schemars::{Schema, SchemaGenerator};
