//! What generated code names. Nothing here is stable: the macros and the runtime are released together.

pub use crate::const_check::{belongs, distinct, named};
pub use crate::core::{Build, BuildResult, Carries, Core, CoreSlot, Failure, Inject, InjectHot};
pub use crate::engine::{Statistics, run, run_async};
pub use crate::execution::{Execution, check, execute, execute_text};
pub use crate::gateway::{Gateway, now, unknown_interface};
pub use crate::interface::{Interface, unknown_operation};
#[cfg(feature = "schema")]
pub use crate::output::DescribeKind;
pub use crate::output::{FallibleProbe, Kind, PlainProbe, Probe};
pub use crate::params::{Base64, OptionalBase64, OptionalText, Parameter, Params, Text};
#[cfg(feature = "registry")]
pub use crate::registry::Registered;
#[cfg(feature = "schema")]
pub use crate::schema::{Schema, SchemaGenerator};
#[cfg(feature = "registry")]
pub use inventory;
pub use {serde, std};
