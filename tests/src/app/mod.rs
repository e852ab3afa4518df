//! The built reference app, run as AWS runs it and as a developer runs it.

mod binary;
#[cfg(target_os = "linux")]
mod emulator;
#[cfg(target_os = "linux")]
mod freeze;
mod http;
mod local;
mod runtime_api;
mod trouble;

pub use binary::{binary, event, root, tool};
#[cfg(target_os = "linux")]
pub use emulator::Emulator;
#[cfg(target_os = "linux")]
pub use freeze::{freeze, thaw};
pub use http::{Reply, Request, send};
pub use local::{Lines, Local};
pub use runtime_api::{Answer, RuntimeApi};
pub use trouble::{Asked, Step, Trouble, head_of_event};

use std::time::Duration;

/// How long a test waits for what must happen, before it says that it did not. Nothing ever waits for this long in
/// order to go on.
pub const PATIENCE: Duration = Duration::from_mins(1);
