//! The controller, on an engine that keeps its record, with a control plane that a test plays.

mod aws;
mod fake;
mod orders;
mod settling;
