//! The place where one core lives.

use std::convert::Infallible;
use std::fmt;
use std::sync::OnceLock;

use super::{Core, graph};
use crate::error::GatewayError;
use crate::operation::Location;

/// What is known of a core without building it.
pub struct CoreInfo {
    /// The name of its struct.
    pub name: &'static str,
    /// Where its attribute stands.
    pub location: Location,
    pub(crate) prepare: fn() -> Result<(), GatewayError>,
}

impl fmt::Debug for CoreInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.name, self.location)
    }
}

/// How the failure of a core's start-up reaches the caller.
pub trait Failure: Sized + 'static {
    /// Passes a start-up error on.
    fn raise(error: GatewayError) -> Self;
    /// The error of a dynamic call.
    fn into_error(self) -> GatewayError;
}

/// An infallible core has only one way to fail, a mistake in the program: it needs itself. That is a panic, which names
/// the chain.
impl Failure for Infallible {
    fn raise(error: GatewayError) -> Self {
        panic!("{error}")
    }

    fn into_error(self) -> GatewayError {
        match self {}
    }
}

impl Failure for GatewayError {
    fn raise(error: GatewayError) -> Self {
        error
    }

    fn into_error(self) -> GatewayError {
        self
    }
}

impl From<Infallible> for GatewayError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// The static that `#[gateway_core]` declares.
pub struct CoreSlot<T: Core> {
    cell: OnceLock<T>,
    info: CoreInfo,
}

impl<T: Core> CoreSlot<T> {
    /// An empty slot.
    pub const fn new(name: &'static str, location: Location) -> Self {
        let info = CoreInfo { name, location, prepare: || T::get().map(drop).map_err(Failure::into_error) };
        Self { cell: OnceLock::new(), info }
    }

    /// The core's description.
    pub fn info(&'static self) -> &'static CoreInfo {
        &self.info
    }

    #[inline]
    pub(super) fn get(&'static self) -> Result<&'static T, T::Failure> {
        match self.cell.get() {
            Some(core) => Ok(core),
            None => self.build(),
        }
    }

    #[cold]
    fn build(&'static self) -> Result<&'static T, T::Failure> {
        loop {
            if let Some(core) = self.cell.get() {
                return Ok(core);
            }
            match graph::enter(&self.info) {
                Ok(Some(turn)) => {
                    // Another thread may have finished between the look and the turn.
                    if self.cell.get().is_none() {
                        let core = T::construct()?;
                        let _ = self.cell.set(core);
                        turn.finished();
                    }
                }
                // Another thread has built it, or has failed to: look again.
                Ok(None) => {}
                Err(cycle) => return Err(T::Failure::raise(cycle)),
            }
        }
    }
}
