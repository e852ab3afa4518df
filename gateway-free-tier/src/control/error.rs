//! Why something could not be ordered or measured.

use std::error::Error;
use std::fmt;

use crate::store::StoreError;

/// Why something could not be ordered or measured.
#[derive(Debug)]
#[non_exhaustive]
pub enum ControlError<E> {
    /// The store of the budget.
    Store(StoreError),
    /// The control plane.
    Plane(E),
}

impl<E> From<StoreError> for ControlError<E> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl<E: fmt::Display> fmt::Display for ControlError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::Plane(error) => error.fmt(f),
        }
    }
}

impl<E: Error + 'static> Error for ControlError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Store(error) => error.source(),
            Self::Plane(error) => error.source(),
        }
    }
}
