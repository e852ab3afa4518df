//! The runtime of Gateway: what `#[gateway_op]`, `gateway_interface!` and `gateway!` generate calls to.
//!
//! It knows neither AWS nor the network nor an async runtime. Users depend on this crate; the macros are re-exported here.

mod catalogue;
#[doc(hidden)]
pub mod const_check;
mod context;
mod core;
mod describe;
mod engine;
mod error;
mod execution;
mod gateway;
mod interface;
mod json;
mod names;
mod operation;
#[doc(hidden)]
pub mod output;
mod params;
mod registry;
#[cfg(feature = "schema")]
mod schema;
mod suggest;

#[doc(hidden)]
pub mod __private;

pub use crate::catalogue::{Catalogue, InterfaceInfo};
pub use crate::context::{Context, ContextBuilder};
pub use crate::core::{BuildRecord, Carries, Core, CoreInfo, Inject, Trigger, builds};
#[cfg(feature = "test-util")]
pub use crate::core::{CoreSet, with_cores};
pub use crate::describe::{Description, InterfaceDescription, OperationDescription, ParameterDescription};
pub use crate::engine::{Latency, Statistics};
pub use crate::error::{ErrorKind, GatewayError};
pub use crate::execution::Execution;
pub use crate::gateway::Gateway;
pub use crate::interface::Interface;
pub use crate::json::Json;
pub use crate::names::UnknownName;
pub use crate::operation::{Location, Operation, OperationInfo, ParameterInfo};
pub use crate::params::{Params, Problem};
pub use crate::registry::{Unlisted, linked_operations};

pub use gateway_macros::{gateway, gateway_core, gateway_interface, gateway_op};
