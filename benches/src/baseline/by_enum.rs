//! Operations without parameters, chosen at run time by an enum.

use super::{Answer, encode};
use crate::operations::initialization;

/// The operations of `initialization` that take nothing.
#[derive(Clone, Copy)]
pub enum Initialization {
    /// `initialization::status`
    Status,
    /// `initialization::stages`
    Stages,
    /// `initialization::cold_start`
    ColdStart,
    /// `initialization::ready`
    Ready,
    /// `initialization::memory`
    Memory,
    /// `initialization::region`
    Region,
    /// `initialization::version`
    Version,
    /// `initialization::uptime`
    Uptime,
}

/// Calls `operation` and encodes what it returns.
///
/// # Errors
/// None of these operations can fail; encoding one's result could, in another program.
pub fn call(operation: Initialization) -> Answer {
    match operation {
        Initialization::Status => encode(&initialization::status()),
        Initialization::Stages => encode(&initialization::stages()),
        Initialization::ColdStart => encode(&initialization::cold_start()),
        Initialization::Ready => encode(&initialization::ready()),
        Initialization::Memory => encode(&initialization::memory()),
        Initialization::Region => encode(&initialization::region()),
        Initialization::Version => encode(&initialization::version()),
        Initialization::Uptime => encode(&initialization::uptime()),
    }
}
