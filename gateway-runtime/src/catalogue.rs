//! Everything that a gateway can call, described.

use std::sync::OnceLock;

use crate::core::CoreInfo;
use crate::error::{ErrorKind, GatewayError};
use crate::interface::Interface;
use crate::operation::OperationInfo;
use crate::params::Params;
use crate::registry::{self, Unlisted};

/// A read-only view of everything that a gateway can call.
///
/// `gateway!` makes it; `describe()` writes it as JSON. An operation may take it as `#[inject] catalogue: &Catalogue`;
/// then it is that of the gateway which was called by name first in this process, or else of the one that is linked (an
/// empty one without the feature `registry`).
#[derive(Debug, Default)]
pub struct Catalogue {
    interfaces: Vec<InterfaceInfo>,
}

/// One interface in a [`Catalogue`].
#[derive(Debug)]
pub struct InterfaceInfo {
    /// What the gateway calls it: its own name, unless it was listed `as` another.
    pub name: &'static str,
    /// Its operations, in the order of the list.
    pub operations: &'static [&'static OperationInfo],
    /// The names of its wrappers.
    pub wrappers: &'static [&'static str],
}

static CURRENT: OnceLock<&'static Catalogue> = OnceLock::new();
static EMPTY: Catalogue = Catalogue { interfaces: Vec::new() };

impl Catalogue {
    /// An empty one, for [`with`](Self::with).
    #[doc(hidden)]
    pub const fn new() -> Self {
        Self { interfaces: Vec::new() }
    }

    /// Adds an interface under a name.
    #[doc(hidden)]
    #[must_use]
    pub fn with<I: Interface>(mut self, name: &'static str) -> Self {
        self.interfaces.push(InterfaceInfo { name, operations: I::OPERATIONS, wrappers: I::WRAPPERS });
        self
    }

    /// The one that operations get injected.
    pub(crate) fn current() -> &'static Self {
        CURRENT.get().copied().or_else(registry::linked_gateway).unwrap_or(&EMPTY)
    }

    /// The interfaces, in the order of the list.
    pub fn interfaces(&self) -> &[InterfaceInfo] {
        &self.interfaces
    }

    /// Finds an interface.
    ///
    /// # Errors
    /// `unknown_interface`, with the nearest name.
    pub fn interface(&self, name: &str) -> Result<&InterfaceInfo, GatewayError> {
        self.interfaces.iter().find(|interface| interface.name == name).ok_or_else(|| {
            let known = self.interfaces.iter().map(|interface| interface.name).collect();
            GatewayError::unknown(ErrorKind::UnknownInterface, None, name, known)
        })
    }

    /// Finds an operation.
    ///
    /// # Errors
    /// `unknown_interface` or `unknown_operation`, with the nearest name.
    pub fn operation(&self, interface: &str, operation: &str) -> Result<&'static OperationInfo, GatewayError> {
        let interface = self.interface(interface)?;
        interface.operations.iter().find(|known| known.name == operation).copied().ok_or_else(|| {
            let known = interface.operations.iter().map(|operation| operation.name).collect();
            GatewayError::unknown(ErrorKind::UnknownOperation, Some(interface.name), operation, known)
        })
    }

    /// Whether an operation would accept these parameters; it is not called.
    ///
    /// # Errors
    /// An unknown name, or `invalid_params` with every bad parameter.
    pub fn check_params<'p>(
        &self,
        interface: &str,
        operation: &str,
        params: impl Into<Params<'p>>,
    ) -> Result<(), GatewayError> {
        crate::execution::check(self.operation(interface, operation)?, &params.into())
    }

    /// Every core that an operation of the gateway takes, by name, once.
    pub fn cores(&self) -> Vec<&'static CoreInfo> {
        let operations = self.interfaces.iter().flat_map(|interface| interface.operations);
        let mut cores: Vec<_> = operations.flat_map(|operation| operation.cores()).collect();
        cores.sort_by_key(|core| (core.name, core.location));
        cores.dedup_by(|a, b| std::ptr::eq(*a, *b));
        cores
    }

    /// Builds the named cores now, in the order given. A core's name is that of its struct.
    ///
    /// # Errors
    /// `invalid_request` for a name that is no core of this gateway; `core_failed` if one cannot be built: those before it
    /// are there, those after it were not tried.
    pub fn preload(&self, names: &[&str]) -> Result<(), GatewayError> {
        crate::core::preload(&self.cores(), names)
    }

    /// Compares what is linked with what is listed.
    ///
    /// Without the feature `registry`, nothing is known of what is linked, and there is nothing to report.
    ///
    /// # Errors
    /// Every operation of a linked interface that is in no interface of this gateway.
    pub fn verify_registry(&self) -> Result<(), Unlisted> {
        let listed = self.interfaces.iter().flat_map(|interface| interface.operations.iter().copied());
        registry::verify(&listed.collect::<Vec<_>>())
    }
}

/// A gateway's catalogue, made on first use. The first of the process is the one that operations get injected.
#[inline]
pub fn catalogue(cell: &'static OnceLock<Catalogue>, make: fn() -> Catalogue) -> &'static Catalogue {
    match cell.get() {
        Some(catalogue) => catalogue,
        None => first(cell, make),
    }
}

#[cold]
fn first(cell: &'static OnceLock<Catalogue>, make: fn() -> Catalogue) -> &'static Catalogue {
    let catalogue = cell.get_or_init(make);
    let _ = CURRENT.set(catalogue);
    catalogue
}
