//! The open-world index: the operations of every interface that is linked into the program.
//!
//! It is read for introspection only. What is callable is what `gateway!` lists; no linked crate becomes callable just
//! because it is linked.

use std::error::Error;
use std::fmt;

use crate::catalogue::Catalogue;
use crate::operation::OperationInfo;

/// One entry of the index: the operations of an interface, submitted by `gateway_interface!`.
#[cfg(feature = "registry")]
pub struct Registered(pub &'static [&'static OperationInfo]);

#[cfg(feature = "registry")]
inventory::collect!(Registered);

/// A gateway of the program, submitted by `gateway!`.
#[cfg(feature = "registry")]
pub struct RegisteredGateway(pub fn() -> &'static Catalogue);

#[cfg(feature = "registry")]
inventory::collect!(RegisteredGateway);

/// The catalogue of a gateway that is linked into this program.
pub(crate) fn linked_gateway() -> Option<&'static Catalogue> {
    #[cfg(feature = "registry")]
    {
        inventory::iter::<RegisteredGateway>().next().map(|gateway| gateway.0())
    }
    #[cfg(not(feature = "registry"))]
    None
}

/// Every operation that an interface of this program lists, also one that no gateway has, by interface, name and location.
///
/// Empty without the feature `registry`, and on targets whose linker runs no constructors.
pub fn linked_operations() -> Vec<&'static OperationInfo> {
    #[cfg(feature = "registry")]
    {
        let mut operations: Vec<_> =
            inventory::iter::<Registered>().flat_map(|entry| entry.0.iter().copied()).collect();
        operations.sort_by_key(|operation| key(operation));
        // Another crate's operation may stand in two lists.
        operations.dedup_by_key(|operation| key(operation));
        operations
    }
    #[cfg(not(feature = "registry"))]
    Vec::new()
}

/// What tells operations from each other.
#[cfg(feature = "registry")]
fn key(operation: &OperationInfo) -> (&'static str, &'static str, crate::operation::Location) {
    (operation.interface, operation.name, operation.location)
}

/// Operations of linked interfaces that no interface of the gateway lists.
#[derive(Debug)]
pub struct Unlisted(Vec<&'static OperationInfo>);

impl Unlisted {
    /// The operations, by interface and name.
    pub fn operations(&self) -> &[&'static OperationInfo] {
        &self.0
    }
}

impl fmt::Display for Unlisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("linked, but in no interface of the gateway:")?;
        for operation in &self.0 {
            write!(f, "\n  {}.{} at {}", operation.interface, operation.name, operation.location)?;
        }
        Ok(())
    }
}

impl Error for Unlisted {}

pub(crate) fn verify(listed: &[&'static OperationInfo]) -> Result<(), Unlisted> {
    let mut missing = linked_operations();
    missing.retain(|operation| !listed.iter().any(|listed| std::ptr::eq(*listed, *operation)));
    if missing.is_empty() { Ok(()) } else { Err(Unlisted(missing)) }
}
